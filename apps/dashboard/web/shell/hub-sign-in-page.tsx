import { useState } from "preact/hooks";
import { ApiError } from "../api/api-client.ts";
import { useHub } from "../hub-context.ts";
import { CasementLogo } from "../parts/icon.tsx";
import { useTexts } from "../texts/texts.ts";

/** Shown to a browser without a session. */
export function HubSignInPage() {
  const hub = useHub();
  const texts = useTexts().hubSignIn;
  const [problem, setProblem] = useState<string>();
  const signIn = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    setProblem(undefined);
    try {
      await hub.openSession(
        String(new FormData(form).get("token"))
          .trim()
          .replace(/^.*#session=/, ""),
      );
    } catch (error) {
      setProblem(error instanceof ApiError && error.problem.status === 401 ? texts.rejected : String((error as Error).message));
    }
  };
  return (
    <main class="hub-sign-in">
      <form class="card roomy" onSubmit={signIn}>
        <CasementLogo />
        <h1>{texts.title}</h1>
        <p>{texts.lead}</p>
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
