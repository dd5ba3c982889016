import { useState } from "preact/hooks";
import type { Account, RequestedSet, SignInMethod } from "../api/api-types.ts";
import { Notice } from "../parts/notice.tsx";
import { fillText, useTexts } from "../texts/texts.ts";
import { PendingView } from "./pending-view.tsx";
import { isMicrosoftCode, useRefusalTexts } from "./refusal-texts.ts";
import { useSignIn } from "./use-sign-in.ts";

/** For a work account `callback` if Microsoft can redirect to this address (this machine or https), otherwise a code. */
const defaultMethodOf = ({ type }: Account): SignInMethod => {
  const lastUsed = localStorage.getItem("sign-in method");
  if (lastUsed === "device-code" || lastUsed === "callback" || lastUsed === "paste") return lastUsed;
  if (type === "personal") return "device-code";
  return ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname) || location.protocol === "https:" ? "callback" : "device-code";
};

const methods: readonly SignInMethod[] = ["callback", "device-code", "paste"];

/** Signs an account in by one of three methods, and shows the result. */
export function SignInPanel({ account, open = false }: { account: Account; open?: boolean }) {
  const texts = useTexts().accounts;
  const signIn = useSignIn(account.name);
  const [isChoosing, setIsChoosing] = useState(open);
  const { pending, outcome, problem, smallerSets } = signIn;
  const begin = (method: SignInMethod, requestedSet: RequestedSet = "all") => {
    localStorage.setItem("sign-in method", method);
    setIsChoosing(false);
    void signIn.begin(method, requestedSet);
  };
  const hasFailed = outcome && outcome.outcome !== "signed-in" && outcome.outcome !== "approved";
  const refusal = useRefusalTexts()(outcome?.code, outcome ?? {});
  const isWall = outcome?.outcome === "approval-required" || outcome?.outcome === "cancelled";
  return (
    <div class="sign-in">
      {problem !== undefined && <Notice kind="bad" title={problem} />}
      {outcome && (
        <Notice kind={hasFailed ? "bad" : "good"} title={texts.outcome[outcome.outcome]}>
          {refusal.means !== undefined && <p>{refusal.means}</p>}
          {refusal.cure && <p>{refusal.cure}</p>}
          {outcome.missing && outcome.missing.length > 0 && <p>{fillText(texts.missing, outcome.missing.join(", "))}</p>}
          {outcome.code !== undefined && isMicrosoftCode(outcome.code) && (
            <p class="muted">{fillText(texts.microsoftCode, outcome.code)}</p>
          )}
          {outcome.otherMethod && (
            <div class="actions">
              <button type="button" class="primary" onClick={() => begin(outcome.otherMethod!)}>
                {texts.useOther[outcome.otherMethod]}
              </button>
            </div>
          )}
          {isWall && (
            <>
              {smallerSets.length > 0 && <p>{texts.requestLessLead}</p>}
              <div class="actions">
                {smallerSets.map((set, at) => (
                  <button key={set} type="button" class={at === 0 ? "primary" : ""} onClick={() => begin(defaultMethodOf(account), set)}>
                    {set === "self" ? texts.requestSelf : texts.requestRead}
                  </button>
                ))}
                {account.type === "work" && (
                  <a class="button quiet" href="#/permissions">
                    {texts.toRequest}
                  </a>
                )}
              </div>
            </>
          )}
        </Notice>
      )}
      {pending ? (
        <PendingView
          key={pending.url}
          pending={pending}
          mayNeedAdministrator={account.type === "work"}
          onComplete={signIn.complete}
          onCancel={signIn.cancel}
          onRequestLess={() => begin(pending.method, "self")}
          onChangeMethod={(method) => begin(method, pending.requestedSet)}
        />
      ) : (
        <div class="actions">
          {!isChoosing && (
            <button type="button" class={account.state === "signed-in" ? "" : "primary"} onClick={() => begin(defaultMethodOf(account))}>
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
