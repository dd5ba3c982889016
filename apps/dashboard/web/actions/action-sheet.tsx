import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import { ServiceForm } from "../services/service-form.tsx";
import { serviceTitleOf } from "../texts/plugin-texts.ts";
import { actionTexts } from "./action-texts.ts";
import { closeSheet, type OpenSheet } from "./open-sheets.ts";

/** The form of a call in a dialog. It closes when the call begins, and opens again if the call was taken back or has failed. */
export function ActionSheet({ sheet }: { sheet: OpenSheet }) {
  const texts = actionTexts.use();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const close = () => {
    // Gives the focus back.
    dialog.current?.close();
    closeSheet(sheet.key);
  };
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-label={serviceTitleOf(sheet.call.service)}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <button type="button" class="round sheet-close" aria-label={texts.close} onClick={close}>
        <Icon name="close" />
      </button>
      <ServiceForm
        service={sheet.call.service}
        known={sheet.call.input}
        about={sheet.about}
        onBegin={() => dialog.current?.close()}
        onEnd={(isDone) => (isDone ? close() : dialog.current?.showModal())}
      />
    </dialog>
  );
}
