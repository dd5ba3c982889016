import { useEffect, useRef, useState } from "preact/hooks";
import { useNow } from "../parts/use-now.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { formatRelative, parseTime } from "../texts/times.ts";
import { type WebhookConfiguration, type WebhookStatus, webhookClient } from "./webhook-client.ts";
import { webhookTexts } from "./webhook-texts.ts";

interface WebhookEntryProps {
  readonly status: WebhookStatus;
  /** Undefined: it cannot be changed here. */
  readonly configuration: WebhookConfiguration | undefined;
  onEdit(webhook: WebhookConfiguration): void;
  /** It was tested or removed. */
  onChanged(): void;
}

/** How a webhook is doing, and what can be done with it. */
export function WebhookEntry({ status, configuration, onEdit, onChanged }: WebhookEntryProps) {
  const texts = webhookTexts.use();
  const allTexts = useTexts();
  const now = useNow(10_000);
  const [isConfirming, setIsConfirming] = useState(false);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<string>();
  const confirmButton = useRef<HTMLButtonElement>(null);
  // The button that had the focus is gone.
  useEffect(() => confirmButton.current?.focus(), [isConfirming]);
  const { name, state, waiting, dropped, lastDelivery, lastFailure } = status;
  const isOff = state === "off";
  const run = async (work: () => Promise<string | undefined>): Promise<void> => {
    setBusy(true);
    setOutcome(await work().catch((error: Error) => error.message));
    setBusy(false);
    onChanged();
  };
  const test = async (): Promise<string> => {
    const { delivered, reason = "" } = await webhookClient.test(name);
    return delivered ? texts.delivered : fillText(texts.notDelivered, reason);
  };
  const remove = async (): Promise<undefined> => {
    await webhookClient.remove(name);
    return undefined;
  };
  const ago = (at: string): string => formatRelative(parseTime(at), now);
  return (
    <li>
      <div>
        <strong>{name}</strong> <span class={`badge webhook-${state}`}>{texts.states[state]}</span>
        {configuration && <p>{hostOf(configuration.url)}</p>}
        <small>{lastDelivery === undefined ? texts.noDelivery : fillText(texts.lastDelivery, ago(lastDelivery))}</small>
        {lastFailure && <small> · {fillText(texts.lastFailure, ago(lastFailure.at), lastFailure.reason)}</small>}
        {waiting > 0 && <small> · {fillText(texts.waiting, String(waiting))}</small>}
        {dropped > 0 && <small> · {fillText(texts.dropped, String(dropped))}</small>}
        {isOff && <p>{texts.offHint}</p>}
        <p role="status">{outcome}</p>
      </div>
      {isConfirming ? (
        <div class="confirm">
          <span>{fillText(texts.confirmRemove, name)}</span>
          <button type="button" class="danger small" ref={confirmButton} disabled={busy} onClick={() => void run(remove)}>
            {texts.remove}
          </button>
          <button type="button" class="quiet small" disabled={busy} onClick={() => setIsConfirming(false)}>
            {allTexts.cancel}
          </button>
        </div>
      ) : (
        <div class="confirm">
          <button
            type="button"
            class="small"
            aria-busy={busy}
            disabled={busy}
            aria-label={`${isOff ? texts.switchOn : texts.test}: ${name}`}
            onClick={() => void run(test)}
          >
            {isOff ? texts.switchOn : texts.test}
          </button>
          {configuration && (
            <>
              <button type="button" class="quiet small" aria-label={`${texts.edit}: ${name}`} onClick={() => onEdit(configuration)}>
                {texts.edit}
              </button>
              <button type="button" class="quiet small" aria-label={`${texts.remove}: ${name}`} onClick={() => setIsConfirming(true)}>
                {texts.remove}
              </button>
            </>
          )}
        </div>
      )}
    </li>
  );
}

/** The rest of an address may be a secret. */
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);
