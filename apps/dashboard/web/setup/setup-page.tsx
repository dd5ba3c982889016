import { useEffect, useState } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import type { SetupChoices } from "../api/api-types.ts";
import { ApiError } from "../api/request-hub.ts";
import { useStore } from "../api/value-store.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { CasementLogo } from "../parts/icon.tsx";
import { Notice } from "../parts/notice.tsx";
import { usePageTitle } from "../parts/use-page-title.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { type AccountDraft, forgetDraft, keepDraft, restoreDraft } from "./account-draft.ts";
import { AppDetailsStep } from "./app-details-step.tsx";
import { FeaturesStep } from "./features-step.tsx";
import { FirstSignInStep } from "./first-sign-in-step.tsx";
import { RegisterStep } from "./register-step.tsx";

/** Sets up an account in four steps. */
export function SetupPage() {
  const hub = useHub();
  const texts = useTexts();
  const mayWrite = useMayWrite();
  const accounts = useStore(hub.accounts) ?? [];
  const [choices, setChoices] = useState<SetupChoices>();
  const [problem, setProblem] = useState<string>();
  const [step, setStep] = useState(0);
  const [draft, setDraft] = useState<AccountDraft>(restoreDraft);
  const [saved, setSaved] = useState<{ name: string; file: string }>();
  useEffect(() => {
    if (!mayWrite) return;
    apiClient.setUp().then(
      (found) => {
        setChoices(found);
        const known = found.features.map(({ id }) => id);
        setDraft((now) => ({
          ...now,
          features: now.features.filter((id) => known.includes(id)),
          name: found.accounts.includes(now.name) ? unusedNameOf(found.accounts) : now.name,
        }));
      },
      (error) => setProblem(error instanceof ApiError && error.problem.status !== 404 ? error.problem.detail : texts.setup.notAvailable),
    );
  }, [mayWrite]);
  const change = (part: Partial<AccountDraft>) => {
    setDraft({ ...draft, ...part });
    keepDraft({ ...draft, ...part });
  };
  /** A personal account can have an app that nobody has to register. */
  const ownClientId = choices?.clientIds[draft.type];
  const isRegistered = draft.type === "personal" && ownClientId !== undefined;
  const goToStep = (next: number) => {
    setStep(next);
    scrollTo(0, 0);
    requestAnimationFrame(() => document.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true }));
  };
  const isFirstAccount = accounts.length === 0 || saved?.name === accounts[0]?.name;
  const title = isFirstAccount ? texts.setup.title : texts.setup.addTitle;
  usePageTitle(title);
  return (
    <div class="setup">
      <header class="setup-head">
        <CasementLogo />
        <h1 tabIndex={-1}>{title}</h1>
        {step === 0 && <p class="lead">{texts.setup.lead}</p>}
      </header>
      {!mayWrite && <Notice title={texts.readOnly} />}
      {problem !== undefined && <Notice title={problem} />}
      {choices && (
        <>
          <ol class="steps" aria-label={fillText(texts.setup.step, step + 1, texts.setup.steps.length)}>
            {texts.setup.steps.map((name, at) => (
              <li key={name} aria-current={at === step ? "step" : undefined} class={at < step ? "past" : ""}>
                <b>{at + 1}</b> <span>{name}</span>
              </li>
            ))}
          </ol>
          <section class="card roomy">
            <h2 tabIndex={-1}>{texts.setup.steps[step]}</h2>
            {step === 0 && <FeaturesStep draft={draft} choices={choices} onChange={change} onNext={() => goToStep(isRegistered ? 2 : 1)} />}
            {step === 1 && (
              <RegisterStep draft={draft} choices={choices} onChange={change} onBack={() => goToStep(0)} onNext={() => goToStep(2)} />
            )}
            {step === 2 && (
              <AppDetailsStep
                draft={draft.clientId === "" || isRegistered ? { ...draft, clientId: ownClientId ?? "" } : draft}
                isRegistered={isRegistered}
                onChange={change}
                onBack={() => goToStep(isRegistered ? 0 : 1)}
                onSaved={(done) => {
                  setSaved(done);
                  forgetDraft();
                  goToStep(3);
                }}
              />
            )}
            {step === 3 && saved && <FirstSignInStep name={saved.name} file={saved.file} />}
          </section>
        </>
      )}
    </div>
  );
}

function unusedNameOf(taken: readonly string[]): string {
  for (let at = 1; ; at += 1) {
    const name = at === 1 ? "home" : `home-${at}`;
    if (!taken.includes(name)) return name;
  }
}
