import { useState } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import { ApiError } from "../api/request-hub.ts";
import { Notice } from "../parts/notice.tsx";
import { useTexts } from "../texts/texts.ts";
import { type AccountDraft, toAccountInput } from "./account-draft.ts";

interface AppDetailsStepProps {
  readonly draft: AccountDraft;
  /** Whether the app is registered already, and nobody needs to know its id. */
  readonly isRegistered: boolean;
  onChange(part: Partial<AccountDraft>): void;
  onBack(): void;
  onSaved(saved: { name: string; file: string }): void;
}

/** The ids from the app registration. The hub checks them and adds the account to its config file. */
export function AppDetailsStep({ draft, isRegistered, onChange, onBack, onSaved }: AppDetailsStepProps) {
  const texts = useTexts();
  const setupTexts = texts.setup;
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(undefined);
    setProblems({});
    try {
      onSaved(await apiClient.addAccount(toAccountInput(draft)));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { errors = [], detail } = error.problem;
      const fields = Object.fromEntries(
        errors.map(({ pointer, detail: text }) => [pointer.replace("#/", "").replace("accountType", "tenant"), text]),
      );
      setProblems(fields);
      setFailure(errors.length > 0 ? [texts.services.correct, ...otherProblemsOf(fields)].join(" ") : detail);
    }
    setBusy(false);
  };
  const field = (
    name: "name" | "clientId" | "tenant" | "clientSecret" | "clientSecretExpires",
    label: string,
    options: { hint?: string; type?: "password" | "date"; required?: boolean },
  ) => (
    <div class="field" key={name}>
      <label for={`setup-${name}`}>{label}</label>
      <input
        id={`setup-${name}`}
        type={(options.type ?? "text") as "text"}
        required={options.required}
        autocomplete="off"
        spellcheck={false}
        value={draft[name]}
        aria-invalid={problems[name] !== undefined}
        aria-describedby={`setup-${name}-hint setup-${name}-problem`}
        onInput={({ currentTarget }) => onChange({ [name]: currentTarget.value })}
      />
      <p class="hint" id={`setup-${name}-hint`}>
        {options.hint}
      </p>
      <p class="problem" id={`setup-${name}-problem`}>
        {problems[name]}
      </p>
    </div>
  );
  const isByHand = draft.type === "personal" || draft.registration === "portal";
  const withSecret = draft.withSecret && isByHand && !isRegistered;
  const idField = isByHand
    ? field("clientId", setupTexts.clientId, { hint: setupTexts.clientIdHint, required: true })
    : field("clientId", setupTexts.line, { hint: setupTexts.lineHints[draft.registration], required: true });
  return (
    <form onSubmit={save}>
      {field("name", setupTexts.name, { hint: setupTexts.nameHint, required: true })}
      {isRegistered ? <p class="hint">{setupTexts.noRegistration}</p> : idField}
      {isByHand && draft.type === "work" && field("tenant", setupTexts.tenant, {})}
      {withSecret && field("clientSecret", setupTexts.clientSecret, { type: "password", required: true })}
      {withSecret && field("clientSecretExpires", setupTexts.secretExpires, { type: "date", hint: setupTexts.secretExpiresHint })}
      {failure !== undefined && <Notice kind="bad" title={failure} />}
      <div class="actions">
        <button type="button" onClick={onBack}>
          {setupTexts.back}
        </button>
        <button type="submit" class="primary" aria-busy={busy}>
          {busy ? setupTexts.saving : setupTexts.save}
        </button>
      </div>
    </form>
  );
}

/** Messages that belong to no field of this step. */
const otherProblemsOf = (fields: Readonly<Record<string, string>>): string[] =>
  Object.entries(fields).flatMap(([name, text]) =>
    ["name", "clientId", "tenant", "clientSecret", "clientSecretExpires"].includes(name) ? [] : [text],
  );
