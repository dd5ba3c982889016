import { useState } from "preact/hooks";
import type { PendingSignIn } from "../api/api-types.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { ExternalLink } from "../parts/external-link.tsx";
import { Notice } from "../parts/notice.tsx";
import { useNow } from "../parts/use-now.ts";
import { fillText, useTexts } from "../texts/texts.ts";

interface PendingViewProps {
  readonly pending: PendingSignIn;
  /** Whether to say what to do if Microsoft's page asks for an administrator, which the hub does not learn. */
  readonly mayNeedAdministrator: boolean;
  onComplete(url: string): void;
  onCancel(): void;
  onRequestLess(): void;
  onChangeMethod(method: "callback" | "device-code"): void;
}

const hintAfterMs = 30_000;

/** A sign-in that waits for the person. */
export function PendingView({ pending, mayNeedAdministrator, onComplete, onCancel, onRequestLess, onChangeMethod }: PendingViewProps) {
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
            <ExternalLink primary url={url} label={texts.accounts.code.openPage} />
          </div>
          <RemainingTime until={expiresAt} />
          {mayNeedAdministrator && <AdministratorHint onRequestLess={pending.requestedSet === "all" ? onRequestLess : undefined} />}
          <p>{texts.accounts.code.refused}</p>
          <OtherMethod method="callback" onChangeMethod={onChangeMethod} />
        </>
      )}
      {method === "callback" && (
        <>
          <p>{texts.accounts.browser.lead}</p>
          <div class="actions">
            <ExternalLink primary url={url} label={texts.accounts.browser.open} />
          </div>
          <RemainingTime until={expiresAt} />
          <p>{texts.accounts.browser.refused}</p>
          <OtherMethod method="device-code" onChangeMethod={onChangeMethod} />
        </>
      )}
      {method === "paste" && (
        <>
          <ol>
            {texts.accounts.paste.steps.map((step, at) => (
              <li key={step}>
                {step} {at === 0 && <ExternalLink primary url={url} label={texts.accounts.browser.open} />}
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

/** Microsoft's page does not tell the hub that it refuses. */
function OtherMethod({ method, onChangeMethod }: { method: "callback" | "device-code" } & Pick<PendingViewProps, "onChangeMethod">) {
  const texts = useTexts().accounts;
  return (
    <div class="actions">
      <button type="button" onClick={() => onChangeMethod(method)}>
        {texts.useOther[method]}
      </button>
    </div>
  );
}

/** Appears after half a minute. Without `onRequestLess`, little was requested already. */
function AdministratorHint({ onRequestLess }: { onRequestLess: (() => void) | undefined }) {
  const texts = useTexts().accounts;
  const now = useNow(1_000);
  const [startedAt] = useState(now);
  if (now.getTime() - startedAt.getTime() < hintAfterMs) return null;
  return (
    <Notice title={texts.administratorHint}>
      {onRequestLess && <p>{texts.requestLessLead}</p>}
      <div class="actions">
        {onRequestLess && (
          <button type="button" onClick={onRequestLess}>
            {texts.requestSelf}
          </button>
        )}
        <a class="button quiet" href="#/permissions">
          {texts.toRequest}
        </a>
      </div>
    </Notice>
  );
}

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
