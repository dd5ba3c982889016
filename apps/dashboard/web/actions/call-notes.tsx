import { useLayoutEffect, useRef } from "preact/hooks";
import { useStore } from "../api/value-store.ts";
import { undoKeys, useUndoKey } from "../parts/use-undo-key.ts";
import { serviceTitleOf } from "../texts/plugin-texts.ts";
import { useTexts } from "../texts/texts.ts";
import { actionTexts } from "./action-texts.ts";
import { type ShownCall, shownCalls } from "./careful-calls.ts";

/** The calls that wait for an answer or a change of mind, those that take long, and those that failed. */
export function CallNotes() {
  const calls = useStore(shownCalls);
  /** What had the focus before a note, which goes when its button is pressed. */
  const before = useRef<HTMLElement | undefined>(undefined);
  useUndoKey(() => {
    const newest = calls.findLast(({ state }) => state === "waiting" || state === "done");
    newest?.cancel();
    return newest !== undefined;
  });
  const end = (call: ShownCall) => {
    call.cancel();
    (before.current?.isConnected ? before.current : document.querySelector<HTMLElement>("main h1"))?.focus({ preventScroll: true });
  };
  const asked = calls.filter(({ state }) => state === "confirm");
  return (
    <>
      {asked.map((call) => (
        <ConfirmDialog key={call.key} call={call} />
      ))}
      <div
        class="call-notes"
        role="status"
        onFocusIn={({ relatedTarget, currentTarget }) => {
          if (!currentTarget.contains(relatedTarget as Node | null)) before.current = (relatedTarget as HTMLElement | null) ?? undefined;
        }}
      >
        <ul>
          {calls
            .filter(({ state }) => state !== "confirm")
            .map((call) => (
              <CallNote key={`${call.key} ${call.state}`} call={call} onEnd={() => end(call)} />
            ))}
        </ul>
      </div>
    </>
  );
}

const titleOf = ({ title, service }: ShownCall): string => title ?? serviceTitleOf(service);

function CallNote({ call, onEnd }: { call: ShownCall; onEnd(): void }) {
  const texts = actionTexts.use();
  const { running } = useTexts().services;
  const hasFailed = call.state === "failed";
  return (
    <li class={hasFailed ? "failed" : call.state}>
      <p role={hasFailed ? "alert" : undefined}>
        <strong>{titleOf(call)}</strong> {call.about}
        {hasFailed && <small>{call.problem}</small>}
      </p>
      {call.state === "running" ? (
        <small>{running}</small>
      ) : (
        <button type="button" aria-keyshortcuts={hasFailed ? undefined : undoKeys} onClick={onEnd}>
          {hasFailed ? texts.close : texts.undo}
        </button>
      )}
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
