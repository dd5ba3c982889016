import { useState } from "preact/hooks";
import { ApiError, client } from "../api/client.ts";
import { Notice } from "../parts/notice.tsx";
import { useTexts } from "../texts/texts.ts";
import { accountOf, type Draft } from "./draft.ts";

interface EnterProps {
  readonly draft: Draft;
  onChange(part: Partial<Draft>): void;
  onBack(): void;
  onWritten(written: { name: string; file: string }): void;
}

/** The ids from the registration, checked by the hub and written into its config file. */
export function EnterStep({ draft, onChange, onBack, onWritten }: EnterProps) {
  const texts = useTexts();
  const { setUp } = texts;
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const write = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(undefined);
    setProblems({});
    try {
      onWritten(await client.addAccount(accountOf(draft)));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { errors = [], detail } = error.problem;
      const fields = Object.fromEntries(
        errors.map(({ pointer, detail: text }) => [pointer.replace("#/", "").replace("accountType", "tenant"), text]),
      );
      setProblems(fields);
      setFailure(errors.length > 0 ? [texts.services.correct, ...otherThan(fields)].join(" ") : detail);
    }
    setBusy(false);
  };
  const field = (
    name: "name" | "clientId" | "tenant" | "clientSecret" | "clientSecretExpires",
    label: string,
    more: { hint?: string; type?: "password" | "date"; required?: boolean },
  ) => (
    <div class="field" key={name}>
      <label for={`set-up-${name}`}>{label}</label>
      <input
        id={`set-up-${name}`}
        type={(more.type ?? "text") as "text"}
        required={more.required}
        autocomplete="off"
        spellcheck={false}
        value={draft[name]}
        aria-invalid={problems[name] !== undefined}
        aria-describedby={`set-up-${name}-hint set-up-${name}-problem`}
        onInput={({ currentTarget }) => onChange({ [name]: currentTarget.value })}
      />
      <p class="hint" id={`set-up-${name}-hint`}>
        {more.hint}
      </p>
      <p class="problem" id={`set-up-${name}-problem`}>
        {problems[name]}
      </p>
    </div>
  );
  return (
    <form onSubmit={write}>
      {field("name", setUp.name, { hint: setUp.nameHint, required: true })}
      {field("clientId", setUp.clientId, { hint: setUp.clientIdHint, required: true })}
      {draft.type === "work" && field("tenant", setUp.tenant, {})}
      {draft.withSecret && field("clientSecret", setUp.clientSecret, { type: "password", required: true })}
      {draft.withSecret && field("clientSecretExpires", setUp.secretExpires, { type: "date", hint: setUp.secretExpiresHint })}
      {failure !== undefined && <Notice kind="bad" title={failure} />}
      <div class="actions">
        <button type="button" onClick={onBack}>
          {setUp.back}
        </button>
        <button type="submit" class="primary" aria-busy={busy}>
          {busy ? setUp.writing : setUp.write}
        </button>
      </div>
    </form>
  );
}

/** What belongs to no field of this step. */
const otherThan = (fields: Readonly<Record<string, string>>): string[] =>
  Object.entries(fields).flatMap(([name, text]) =>
    ["name", "clientId", "tenant", "clientSecret", "clientSecretExpires"].includes(name) ? [] : [text],
  );
