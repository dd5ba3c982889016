import { useEffect, useState } from "preact/hooks";
import { ApiError, client } from "../api/client.ts";
import { useStore } from "../api/store.ts";
import type { SetUpChoices } from "../api/types.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { Logo } from "../parts/icon.tsx";
import { Notice } from "../parts/notice.tsx";
import { fill, useTexts } from "../texts/texts.ts";
import { type Draft, emptyDraft } from "./draft.ts";
import { EnterStep } from "./enter-step.tsx";
import { FeaturesStep } from "./features-step.tsx";
import { FirstSignInStep } from "./first-sign-in-step.tsx";
import { RegisterStep } from "./register-step.tsx";

/** From nothing to a signed-in account, in four steps. */
export function SetUpPage() {
  const hub = useHub();
  const texts = useTexts();
  const mayWrite = useMayWrite();
  const accounts = useStore(hub.accounts) ?? [];
  const [choices, setChoices] = useState<SetUpChoices>();
  const [problem, setProblem] = useState<string>();
  const [step, setStep] = useState(0);
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [written, setWritten] = useState<{ name: string; file: string }>();
  useEffect(() => {
    if (!mayWrite) return;
    client.setUp().then(
      (found) => {
        setChoices(found);
        const known = found.features.map(({ id }) => id);
        setDraft((now) => ({ ...now, features: now.features.filter((id) => known.includes(id)), name: freeName(found.accounts) }));
      },
      (error) => setProblem(error instanceof ApiError && error.problem.status !== 404 ? error.problem.detail : texts.setUp.notHere),
    );
  }, [mayWrite]);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const move = (next: number) => {
    setStep(next);
    scrollTo(0, 0);
    requestAnimationFrame(() => document.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true }));
  };
  const first = accounts.length === 0 || written?.name === accounts[0]?.name;
  return (
    <div class="set-up">
      <header class="set-up-head">
        <Logo />
        <h1 tabIndex={-1}>{first ? texts.setUp.title : texts.setUp.addTitle}</h1>
        {step === 0 && <p class="lead">{texts.setUp.lead}</p>}
      </header>
      {!mayWrite && <Notice title={texts.readOnly} />}
      {problem !== undefined && <Notice title={problem} />}
      {choices && (
        <>
          <ol class="steps" aria-label={fill(texts.setUp.step, step + 1, texts.setUp.steps.length)}>
            {texts.setUp.steps.map((name, at) => (
              <li key={name} aria-current={at === step ? "step" : undefined} class={at < step ? "past" : ""}>
                <b>{at + 1}</b> <span>{name}</span>
              </li>
            ))}
          </ol>
          <section class="card roomy">
            <h2 tabIndex={-1}>{texts.setUp.steps[step]}</h2>
            {step === 0 && <FeaturesStep draft={draft} choices={choices} onChange={change} onNext={() => move(1)} />}
            {step === 1 && <RegisterStep draft={draft} choices={choices} onChange={change} onBack={() => move(0)} onNext={() => move(2)} />}
            {step === 2 && (
              <EnterStep
                draft={draft}
                onChange={change}
                onBack={() => move(1)}
                onWritten={(done) => {
                  setWritten(done);
                  move(3);
                }}
              />
            )}
            {step === 3 && written && <FirstSignInStep name={written.name} file={written.file} />}
          </section>
        </>
      )}
    </div>
  );
}

function freeName(taken: readonly string[]): string {
  for (let at = 1; ; at += 1) {
    const name = at === 1 ? "home" : `home-${at}`;
    if (!taken.includes(name)) return name;
  }
}
