import { useState } from "preact/hooks";
import type { Account, SignInMethod } from "../api/api-types.ts";
import { Notice } from "../parts/notice.tsx";
import { fillText, useTexts } from "../texts/texts.ts";
import { PendingView } from "./pending-view.tsx";
import { useSignIn } from "./use-sign-in.ts";

/** `callback` if Microsoft can redirect to this address (this machine or https), otherwise a code. */
const defaultMethod = (): SignInMethod => {
  const lastUsed = localStorage.getItem("sign-in method");
  if (lastUsed === "device-code" || lastUsed === "callback" || lastUsed === "paste") return lastUsed;
  return ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname) || location.protocol === "https:" ? "callback" : "device-code";
};

const methods: readonly SignInMethod[] = ["callback", "device-code", "paste"];

/** Signs an account in by one of three methods, and shows the result. */
export function SignInPanel({ account, open = false }: { account: Account; open?: boolean }) {
  const texts = useTexts().accounts;
  const signIn = useSignIn(account.name);
  const [isChoosing, setIsChoosing] = useState(open);
  const { pending, outcome, problem } = signIn;
  const begin = (method: SignInMethod, withoutUpdates = false) => {
    localStorage.setItem("sign-in method", method);
    setIsChoosing(false);
    void signIn.begin(method, withoutUpdates);
  };
  const hasFailed = outcome && outcome.outcome !== "signed-in" && outcome.outcome !== "approved";
  const offerWithoutUpdates = outcome?.outcome === "approval-required" || outcome?.outcome === "cancelled";
  return (
    <div class="sign-in">
      {problem !== undefined && <Notice kind="bad" title={problem} />}
      {outcome && (
        <Notice kind={hasFailed ? "bad" : "good"} title={texts.outcome[outcome.outcome]}>
          {outcome.means !== undefined && <p>{outcome.means}</p>}
          {outcome.cure !== undefined && <p>{outcome.cure}</p>}
          {outcome.missing && outcome.missing.length > 0 && <p>{fillText(texts.missing, outcome.missing.join(", "))}</p>}
          {outcome.code !== undefined && <p class="muted">{fillText(texts.microsoftCode, outcome.code)}</p>}
          {offerWithoutUpdates && (
            <>
              <p>{texts.withoutUpdatesLead}</p>
              <button type="button" class="primary" onClick={() => begin(defaultMethod(), true)}>
                {texts.withoutUpdates}
              </button>
            </>
          )}
        </Notice>
      )}
      {pending ? (
        <PendingView key={pending.url} pending={pending} onComplete={signIn.complete} onCancel={signIn.cancel} />
      ) : (
        <div class="actions">
          {!isChoosing && (
            <button type="button" class={account.state === "signed-in" ? "" : "primary"} onClick={() => begin(defaultMethod())}>
              {account.state === "signed-out" ? texts.signIn : texts.signInAgain}
            </button>
          )}
          {!isChoosing && (
            <button type="button" class="quiet" onClick={() => setIsChoosing(true)}>
              {texts.otherMethods}
            </button>
          )}
        </div>
      )}
      {isChoosing && !pending && (
        <ul class="methods">
          {methods.map((method) => (
            <li key={method}>
              <button type="button" onClick={() => begin(method)}>
                <strong>{texts.methods[method][0]}</strong>
                <small>{texts.methods[method][1]}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
