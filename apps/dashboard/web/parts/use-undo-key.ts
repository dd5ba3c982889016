import { useEffect, useRef } from "preact/hooks";

/** Five seconds are too short to find the button with Tab: Ctrl+Z or Cmd+Z does the same. `undo` returns whether there was something. */
export function useUndoKey(undo: () => boolean): void {
  const latest = useRef(undo);
  latest.current = undo;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isUndo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      // In a text, it takes back what was typed.
      if (!isUndo || event.defaultPrevented || holdsText(event.target)) return;
      if (latest.current()) event.preventDefault();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}

/** For the button that it stands for. */
export const undoKeys = "Control+Z Meta+Z";

const holdsText = (target: EventTarget | null): boolean =>
  (target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !/^(checkbox|radio|button|file)$/.test(target.type))) &&
  target.value !== "";
