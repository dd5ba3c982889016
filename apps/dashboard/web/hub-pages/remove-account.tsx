import { useEffect, useRef, useState } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import { ApiError } from "../api/request-hub.ts";
import { useHub } from "../hub-context.ts";
import { navigateTo } from "../shell/page-path.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { hubPageTexts } from "./hub-page-texts.ts";

/** Asks once more before an account and all that was kept of it goes. */
export function RemoveAccount({ name, file }: { name: string; file: string }) {
  const hub = useHub();
  const texts = useTexts();
  const own = hubPageTexts.use().account;
  const [isConfirming, setIsConfirming] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const cancelButton = useRef<HTMLButtonElement>(null);
  // The button that had the focus is gone.
  useEffect(() => cancelButton.current?.focus(), [isConfirming]);
  const remove = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await apiClient.removeAccount(name);
      await hub.reload();
      navigateTo("/accounts");
    } catch (error) {
      setProblem(error instanceof ApiError ? error.problem.detail : String(error));
      setBusy(false);
    }
  };
  return (
    <section class="card roomy" aria-labelledby="remove">
      <h2 id="remove">{own.remove}</h2>
      <p>{fillText(own.removeLead, file.split(/[\\/]/).at(-1) ?? file)}</p>
      <p class="problem" role="alert">
        {problem}
      </p>
      <div class="actions">
        {isConfirming ? (
          <>
            <span>{fillText(own.confirmRemove, name)}</span>
            <button type="button" class="danger" disabled={busy} aria-busy={busy} onClick={() => void remove()}>
              {own.remove}
            </button>
            <button type="button" class="quiet" ref={cancelButton} disabled={busy} onClick={() => setIsConfirming(false)}>
              {texts.cancel}
            </button>
          </>
        ) : (
          <button type="button" onClick={() => setIsConfirming(true)}>
            {own.remove} …
          </button>
        )}
      </div>
    </section>
  );
}
