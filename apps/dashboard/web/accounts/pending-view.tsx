import type { PendingSignIn } from "../api/api-types.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { Icon } from "../parts/icon.tsx";
import { useNow } from "../parts/use-now.ts";
import { fillText, useTexts } from "../texts/texts.ts";

interface PendingViewProps {
  readonly pending: PendingSignIn;
  onComplete(url: string): void;
  onCancel(): void;
}

/** A sign-in that waits for the person. */
export function PendingView({ pending, onComplete, onCancel }: PendingViewProps) {
  const texts = useTexts();
  const { method, url, userCode, expiresAt } = pending;
  return (
    <section class="pending" aria-label={texts.accounts.signIn}>
      {method === "device-code" && (
        <>
          <p>{texts.accounts.code.lead}</p>
          <output class="user-code">{userCode}</output>
          <div class="actions">
            <CopyButton text={userCode ?? ""} />
            <MicrosoftLink url={url} label={texts.accounts.code.openPage} />
          </div>
          <RemainingTime until={expiresAt} />
        </>
      )}
      {method === "callback" && (
        <>
          <p>{texts.accounts.browser.lead}</p>
          <div class="actions">
            <MicrosoftLink url={url} label={texts.accounts.browser.open} />
          </div>
          <RemainingTime until={expiresAt} />
        </>
      )}
      {method === "paste" && (
        <>
          <ol>
            {texts.accounts.paste.steps.map((step, at) => (
              <li key={step}>
                {step} {at === 0 && <MicrosoftLink url={url} label={texts.accounts.browser.open} />}
              </li>
            ))}
          </ol>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              onComplete(String(new FormData(event.currentTarget).get("url")).trim());
            }}
          >
            <div class="field">
              <label for="pasted">{texts.accounts.paste.label}</label>
              <input id="pasted" name="url" required autocomplete="off" placeholder="http://localhost/auth/callback?code=…" />
            </div>
            <button type="submit" class="primary">
              {texts.accounts.paste.finish}
            </button>
          </form>
        </>
      )}
      <button type="button" class="quiet" onClick={onCancel}>
        {texts.cancel}
      </button>
    </section>
  );
}

const MicrosoftLink = ({ url, label }: { url: string; label: string }) => (
  <a class="button primary" href={url} target="_blank" rel="noopener noreferrer">
    {label} <Icon name="external" />
  </a>
);

function RemainingTime({ until }: { until: string }) {
  const texts = useTexts().accounts.code;
  const now = useNow(1_000);
  const secondsLeft = Math.max(0, Math.floor((Date.parse(until) - now.getTime()) / 1_000));
  const remaining = `${Math.floor(secondsLeft / 60)}:${String(secondsLeft % 60).padStart(2, "0")}`;
  return (
    <p class="waiting">
      <i class="pulse" />
      {secondsLeft === 0 ? texts.expired : fillText(texts.waiting, remaining)}
    </p>
  );
}
