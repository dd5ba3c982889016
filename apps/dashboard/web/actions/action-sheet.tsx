import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import { useFilledGuard } from "../services/filled-guard.tsx";
import { ServiceForm } from "../services/service-form.tsx";
import { serviceTitleOf } from "../texts/plugin-texts.ts";
import { actionTexts } from "./action-texts.ts";
import { closeSheet, type OpenSheet } from "./open-sheets.ts";

/** The form of a call in a dialog. It closes when the call begins, and opens again if the call was taken back or has failed. */
export function ActionSheet({ sheet }: { sheet: OpenSheet }) {
  const texts = actionTexts.use();
  const dialog = useRef<HTMLDialogElement>(null);
  const isShown = useRef(false);
  const show = () => {
    isShown.current = true;
    dialog.current?.showModal();
  };
  const hide = () => {
    isShown.current = false;
    dialog.current?.close();
  };
  useLayoutEffect(show, []);
  const entered = useRef(sheet.call.input);
  const close = () => {
    // Gives the focus back.
    hide();
    closeSheet(sheet.key);
  };
  const guard = useFilledGuard(() => {
    close();
    sheet.onLeave?.(entered.current);
  });
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-label={serviceTitleOf(sheet.call.service)}
      {...guard.dialogProps}
      onClose={() => isShown.current && show()}
    >
      <button type="button" class="round sheet-close" aria-label={texts.close} onClick={guard.request}>
        <Icon name="close" />
      </button>
      {guard.question}
      <ServiceForm
        service={sheet.call.service}
        known={sheet.call.input}
        unused={sheet.call.unused}
        onChange={(value) => {
          entered.current = value;
        }}
        about={sheet.about}
        onBegin={hide}
        onEnd={(isDone) => (isDone ? close() : show())}
      />
    </dialog>
  );
}
