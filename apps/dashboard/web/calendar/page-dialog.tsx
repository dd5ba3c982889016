import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import { useFilledGuard } from "../services/filled-guard.tsx";
import { calendarTexts } from "./calendar-texts.ts";

interface PageDialogProps {
  readonly title: string;
  /** It stays, out of sight. */
  readonly isHidden?: boolean;
  onClose(): void;
  readonly children: ComponentChildren;
}

/** A dialog over the page. Escape and the button close it, unless a form in it was filled, and the focus goes back to where it was. */
export function PageDialog({ title, isHidden = false, onClose, children }: PageDialogProps) {
  const texts = calendarTexts.use();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    return () => (before as HTMLElement | null)?.focus?.();
  }, []);
  const guard = useFilledGuard(() => dialog.current!.close());
  const onClosed = () => {
    if (isHidden) return;
    if (guard.isFilled() && dialog.current?.isConnected) dialog.current.showModal();
    else onClose();
  };
  useEffect(() => {
    if (isHidden) dialog.current!.close();
    else dialog.current!.showModal();
  }, [isHidden]);
  return (
    <dialog ref={dialog} class="page-dialog" aria-labelledby="dialog-title" {...guard.dialogProps} onClose={onClosed}>
      <header>
        <h2 id="dialog-title" dir="auto">
          {title}
        </h2>
        <button type="button" class="round quiet" aria-label={texts.close} onClick={guard.request}>
          <Icon name="close" />
        </button>
      </header>
      {guard.question}
      {children}
    </dialog>
  );
}
