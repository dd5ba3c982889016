import { useState } from "preact/hooks";
import { ApiError, hasEndedAccess } from "../api/request-hub.ts";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import { CasementLogo } from "../parts/icon.tsx";
import { Notice } from "../parts/notice.tsx";
import { usePageTitle } from "../parts/use-page-title.ts";
import { useTexts } from "../texts/texts.ts";

const linkStart = /^.*#session=/;

/** Shown to a browser without a session. */
export function HubSignInPage() {
  const hub = useHub();
  const texts = useTexts().hubSignIn;
  usePageTitle(texts.title);
  const hasEnded = useStore(hasEndedAccess);
  const linkRejected = useStore(hub.linkRejected);
  const [problem, setProblem] = useState(linkRejected ? texts.linkRejected : undefined);
  const signIn = async (event: SubmitEvent) => {
    event.preventDefault();
    const entered = String(new FormData(event.currentTarget as HTMLFormElement).get("token")).trim();
    const secret = entered.replace(linkStart, "");
    setProblem(undefined);
    try {
      await hub.openSession(secret);
    } catch (error) {
      const isRejected = error instanceof ApiError && error.problem.status === 401;
      if (!isRejected) return setProblem((error as Error).message);
      setProblem(secret === entered ? texts.tokenRejected : texts.linkRejected);
    }
  };
  return (
    <main class="hub-sign-in">
      <form class="card roomy" onSubmit={signIn}>
        <CasementLogo />
        <h1>{texts.title}</h1>
        {hasEnded ? (
          <Notice kind="bad" title={texts.ended}>
            <p>{texts.endedHow}</p>
          </Notice>
        ) : (
          <p>{texts.lead}</p>
        )}
        <div class="field">
          <label for="token">{texts.label}</label>
          <input id="token" name="token" type="password" autocomplete="off" required aria-describedby="token-hint token-problem" />
          <p class="hint" id="token-hint">
            {texts.hint}
          </p>
          <p class="problem" id="token-problem" role="alert">
            {problem}
          </p>
        </div>
        <button type="submit" class="primary">
          {texts.submit}
        </button>
      </form>
    </main>
  );
}
