import "../styles/connect.css";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import type { AuthorizationRequest } from "../api/api-types.ts";
import { useStore } from "../api/value-store.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { Notice } from "../parts/notice.tsx";
import { PageHeader } from "../parts/page-header.tsx";
import { fillText, useTexts } from "../texts/texts.ts";
import { connectTexts } from "./connect-texts.ts";
import { GrantForm } from "./grant-form.tsx";
import { type GrantDraft, toGrantInput } from "./requested-grant.ts";

export { connectTexts } from "./connect-texts.ts";

/** Asks a person whether a program may connect (the consent page of OAuth). `request`: the query that the program sent. */
export function ConnectPage({ request = "" }: { request: string | undefined }) {
  const texts = connectTexts.use();
  const { readOnly } = useTexts();
  const mayWrite = useMayWrite();
  const hasAccounts = (useStore(useHub().accounts) ?? []).length > 0;
  const [program, setProgram] = useState<AuthorizationRequest>();
  const [problem, setProblem] = useState<string>();
  const [isAnswered, setIsAnswered] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  useEffect(() => {
    if (mayWrite) apiClient.readAuthorization(request).then(setProgram, (error: Error) => setProblem(error.message));
  }, [mayWrite, request]);
  const goTo = (address: string): void => {
    setIsAnswered(true);
    location.assign(address);
  };
  const allow = async (draft: GrantDraft): Promise<void> => {
    setIsBusy(true);
    setProblem(undefined);
    try {
      goTo(await apiClient.allowAuthorization(request, toGrantInput(draft)));
    } catch (error) {
      setProblem((error as Error).message);
    } finally {
      setIsBusy(false);
    }
  };
  // A page around this one could lead the person's clicks.
  if (window.top !== window) return <Notice kind="bad" title={texts.framed} />;
  if (!mayWrite) return <Notice kind="bad" title={readOnly} />;
  if (!program) return problem === undefined ? <p class="waiting" role="status" aria-busy="true" /> : <Refusal reason={problem} />;
  if (isAnswered) return <Notice kind="good" title={texts.answered} />;
  const goBack = () => goTo(program.denial);
  return (
    <div class="connect">
      <PageHeader title={fillText(texts.title, program.name)} lead={texts.lead} />
      <section class="card roomy">
        <ProgramFacts program={program} />
        {program.fault !== undefined ? (
          <Refusal reason={program.fault}>
            <button type="button" onClick={goBack}>
              {texts.back}
            </button>
          </Refusal>
        ) : hasAccounts ? (
          <GrantForm problem={problem} isBusy={isBusy} onAllow={allow} onDeny={goBack} />
        ) : (
          <Notice title={texts.noAccounts} />
        )}
      </section>
    </div>
  );
}

function Refusal({ reason, children }: { reason: string; children?: ComponentChildren }) {
  return (
    <Notice kind="bad" title={connectTexts.use().refused}>
      <p>{reason}</p>
      {children}
    </Notice>
  );
}

/** Who asks. The place to which the answer goes is the only fact that a program cannot make up. */
function ProgramFacts({ program: { name, documentHost, target } }: { program: AuthorizationRequest }) {
  const texts = connectTexts.use();
  return (
    <dl class="program-facts">
      <dt>{texts.target}</dt>
      <dd>
        <strong>{target.kind === "site" ? target.name : fillText(texts[target.kind], target.name)}</strong>
      </dd>
      {documentHost !== undefined && (
        <>
          <dt>{texts.document}</dt>
          <dd>{documentHost}</dd>
        </>
      )}
      <dt>{texts.program}</dt>
      <dd>
        {name} <small>{texts.unchecked}</small>
      </dd>
    </dl>
  );
}
