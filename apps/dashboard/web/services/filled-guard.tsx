import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { actionTexts } from "../actions/action-texts.ts";

/** Keeps a dialog over what somebody has entered in a form in it, until they say that it may go. `close`: closes the dialog. */
export function useFilledGuard(close: () => void) {
  const isFilled = useRef(false);
  const [isAsking, setIsAsking] = useState(false);
  const request = () => (isFilled.current ? setIsAsking(true) : close());
  return {
    request,
    /** Browsers close a dialog at the second Escape, whatever the page says. */
    isFilled: () => isFilled.current,
    dialogProps: {
      onInput({ target }: Event) {
        if ((target as Element).closest("form")) isFilled.current = true;
      },
      onCancel(event: Event) {
        // That of a file choice within the dialog bubbles.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        request();
      },
    },
    question: isAsking && (
      <DiscardQuestion
        onKeep={() => setIsAsking(false)}
        onDiscard={() => {
          isFilled.current = false;
          close();
        }}
      />
    ),
  };
}

function DiscardQuestion({ onKeep, onDiscard }: { onKeep(): void; onDiscard(): void }) {
  const texts = actionTexts.use();
  const keep = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => keep.current?.focus(), []);
  return (
    <div class="discard" role="alert">
      <p>{texts.discardQuestion}</p>
      <div class="actions">
        <button type="button" class="primary" ref={keep} onClick={onKeep}>
          {texts.keepEditing}
        </button>
        <button type="button" onClick={onDiscard}>
          {texts.discard}
        </button>
      </div>
    </div>
  );
}
