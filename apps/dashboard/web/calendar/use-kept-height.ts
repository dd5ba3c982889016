import { useRef } from "preact/hooks";

/**
 * Keeps the height of what is above the calendar while the pointer is down in it. A note that comes or goes would move the hours under an event that
 * is dragged.
 */
export function useKeptHeight() {
  const above = useRef<HTMLDivElement>(null);
  const keep = () => {
    const element = above.current;
    if (!element) return;
    Object.assign(element.style, { height: `${element.getBoundingClientRect().height}px`, overflow: "clip" });
    const ended = new AbortController();
    const end = () => {
      ended.abort();
      Object.assign(element.style, { height: "", overflow: "" });
    };
    for (const type of ["pointerup", "pointercancel"]) addEventListener(type, end, { signal: ended.signal });
  };
  return { above, keep };
}
