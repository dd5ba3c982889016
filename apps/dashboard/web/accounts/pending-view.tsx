import type { PendingSignIn } from "../api/types.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { Icon } from "../parts/icon.tsx";
import { useNow } from "../parts/use-now.ts";
import { fill, useTexts } from "../texts/texts.ts";

interface PendingProps {
  readonly pending: PendingSignIn;
  onComplete(url: string): void;
  onCancel(): void;
}

/** A sign-in that waits for its person. */
export function PendingView({ pending, onComplete, onCancel }: PendingProps) {
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
            <PageLink url={url} label={texts.accounts.code.openPage} />
          </div>
          <Waiting until={expiresAt} />
        </>
      )}
      {method === "callback" && (
        <>
          <p>{texts.accounts.browser.lead}</p>
          <div class="actions">
            <PageLink url={url} label={texts.accounts.browser.open} />
          </div>
          <Waiting until={expiresAt} />
        </>
      )}
      {method === "paste" && (
        <>
          <ol>
            {texts.accounts.paste.steps.map((step, at) => (
              <li key={step}>
                {step} {at === 0 && <PageLink url={url} label={texts.accounts.browser.open} />}
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

const PageLink = ({ url, label }: { url: string; label: string }) => (
  <a class="button primary" href={url} target="_blank" rel="noopener noreferrer">
    {label} <Icon name="out" />
  </a>
);

function Waiting({ until }: { until: string }) {
  const texts = useTexts().accounts.code;
  const now = useNow(1_000);
  const left = Math.max(0, Math.floor((Date.parse(until) - now.getTime()) / 1_000));
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  return (
    <p class="waiting">
      <i class="pulse" />
      {left === 0 ? texts.expired : fill(texts.waiting, clock)}
    </p>
  );
}
