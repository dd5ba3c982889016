import { useLayoutEffect, useRef } from "preact/hooks";

interface FocusedLine {
  readonly line: Element;
  readonly at: number;
}

/** When the line of a list goes that has the focus, such as a task that was ticked, the next one gets it. Returns the attributes of the list. */
export function useNextFocus() {
  const list = useRef<HTMLUListElement>(null);
  const focused = useRef<FocusedLine | undefined>(undefined);
  useLayoutEffect(() => {
    if (!focused.current || focused.current.line.isConnected) return;
    const { at } = focused.current;
    focused.current = undefined;
    if (document.activeElement !== document.body) return;
    const lines = [...(list.current?.children ?? [])];
    const next = lines[Math.min(at, lines.length - 1)]?.querySelector<HTMLElement>("input:enabled, summary");
    (next ?? list.current?.closest("section")?.querySelector<HTMLElement>("h2 a"))?.focus();
  });
  return {
    ref: list,
    onFocusIn({ target, currentTarget }: { target: EventTarget | null; currentTarget: HTMLUListElement }) {
      const at = [...currentTarget.children].findIndex((line) => line.contains(target as Element));
      focused.current = at < 0 ? undefined : { line: currentTarget.children[at]!, at };
    },
    onFocusOut() {
      // A line that goes takes the focus with it. Otherwise somebody has left the list.
      queueMicrotask(() => {
        if (focused.current?.line.isConnected && !focused.current.line.contains(document.activeElement)) focused.current = undefined;
      });
    },
  };
}
