import { useState } from "preact/hooks";
import { ApiError } from "../api/client.ts";
import { useHub } from "../hub-context.ts";
import { Logo } from "../parts/icon.tsx";
import { useTexts } from "../texts/texts.ts";

/** For a browser without a session. */
export function LockedPage() {
  const hub = useHub();
  const texts = useTexts().locked;
  const [problem, setProblem] = useState<string>();
  const enter = async (event: SubmitEvent) => {
    event.preventDefault();
    const input = event.currentTarget as HTMLFormElement;
    setProblem(undefined);
    try {
      await hub.enter(
        String(new FormData(input).get("token"))
          .trim()
          .replace(/^.*#session=/, ""),
      );
    } catch (error) {
      setProblem(error instanceof ApiError && error.problem.status === 401 ? texts.used : String((error as Error).message));
    }
  };
  return (
    <main class="locked">
      <form class="card roomy" onSubmit={enter}>
        <Logo />
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
          {texts.enter}
        </button>
      </form>
    </main>
  );
}
