import { useState } from "preact/hooks";
import type { Account, SignInMethod } from "../api/types.ts";
import { Notice } from "../parts/notice.tsx";
import { fill, useTexts } from "../texts/texts.ts";
import { PendingView } from "./pending-view.tsx";
import { useSignIn } from "./use-sign-in.ts";

/** On the hub's own machine the browser comes back by itself; elsewhere a code goes everywhere. */
const usualMethod = (): SignInMethod => {
  const kept = localStorage.getItem("sign-in method");
  if (kept === "device-code" || kept === "callback" || kept === "paste") return kept;
  return ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname) || location.protocol === "https:" ? "callback" : "device-code";
};

const methods: readonly SignInMethod[] = ["callback", "device-code", "paste"];

/** Signing an account in, in any of three ways, and what came of it. */
export function SignInPanel({ account, open = false }: { account: Account; open?: boolean }) {
  const texts = useTexts().accounts;
  const signIn = useSignIn(account.name);
  const [choosing, setChoosing] = useState(open);
  const { pending, outcome, problem } = signIn;
  const begin = (method: SignInMethod, withoutUpdates = false) => {
    localStorage.setItem("sign-in method", method);
    setChoosing(false);
    void signIn.begin(method, withoutUpdates);
  };
  const refused = outcome && outcome.outcome !== "signed-in" && outcome.outcome !== "approved";
  const mayBlock = outcome?.outcome === "approval-required" || outcome?.outcome === "cancelled";
  return (
    <div class="sign-in">
      {problem !== undefined && <Notice kind="bad" title={problem} />}
      {outcome && (
        <Notice kind={refused ? "bad" : "good"} title={texts.outcome[outcome.outcome]}>
          {outcome.means !== undefined && <p>{outcome.means}</p>}
          {outcome.cure !== undefined && <p>{outcome.cure}</p>}
          {outcome.missing && outcome.missing.length > 0 && <p>{fill(texts.missing, outcome.missing.join(", "))}</p>}
          {outcome.code !== undefined && <p class="muted">{fill(texts.microsoftCode, outcome.code)}</p>}
          {mayBlock && (
            <>
              <p>{texts.withoutUpdatesLead}</p>
              <button type="button" class="primary" onClick={() => begin(usualMethod(), true)}>
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
          {!choosing && (
            <button type="button" class={account.state === "signed-in" ? "" : "primary"} onClick={() => begin(usualMethod())}>
              {account.state === "signed-out" ? texts.signIn : texts.signInAgain}
            </button>
          )}
          {!choosing && (
            <button type="button" class="quiet" onClick={() => setChoosing(true)}>
              {texts.otherWay}
            </button>
          )}
        </div>
      )}
      {choosing && !pending && (
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
