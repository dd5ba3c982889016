import { useLayoutEffect, useRef } from "preact/hooks";
import { useStore } from "../api/value-store.ts";
import { serviceTitleOf } from "../texts/plugin-texts.ts";
import { useTexts } from "../texts/texts.ts";
import { actionTexts } from "./action-texts.ts";
import { type ShownCall, shownCalls } from "./careful-calls.ts";

/** The calls that wait for an answer or a change of mind, and those that failed. */
export function CallNotes() {
  const calls = useStore(shownCalls);
  const asked = calls.filter(({ state }) => state === "confirm");
  return (
    <>
      {asked.map((call) => (
        <ConfirmDialog key={call.key} call={call} />
      ))}
      <div class="call-notes" role="status">
        <ul>
          {calls
            .filter(({ state }) => state !== "confirm" && state !== "running")
            .map((call) => (
              <CallNote key={`${call.key} ${call.state}`} call={call} />
            ))}
        </ul>
      </div>
    </>
  );
}

const titleOf = ({ title, service }: ShownCall): string => title ?? serviceTitleOf(service);

function CallNote({ call }: { call: ShownCall }) {
  const texts = actionTexts.use();
  const hasFailed = call.state === "failed";
  return (
    <li class={hasFailed ? "failed" : call.state}>
      <p role={hasFailed ? "alert" : undefined}>
        <strong>{titleOf(call)}</strong> {call.about}
        {hasFailed && <small>{call.problem}</small>}
      </p>
      <button type="button" onClick={call.cancel}>
        {hasFailed ? texts.close : texts.undo}
      </button>
    </li>
  );
}

function ConfirmDialog({ call }: { call: ShownCall }) {
  const texts = actionTexts.use();
  const { cancel } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const end = (go: () => void) => {
    dialog.current?.close();
    go();
  };
  const title = titleOf(call);
  return (
    <dialog
      ref={dialog}
      class="confirm"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        end(call.cancel);
      }}
    >
      <h2>{title}</h2>
      <p>
        <strong>{call.about}</strong>
      </p>
      <p>{call.service.effect === "remove" ? texts.removes : texts.reachesOthers}</p>
      <div class="actions">
        <button type="button" onClick={() => end(call.cancel)}>
          {cancel}
        </button>
        <button type="button" class="primary" onClick={() => end(call.proceed)}>
          {title}
        </button>
      </div>
    </dialog>
  );
}
