import { useState } from "preact/hooks";
import type { AccountConfiguration, JsonObject } from "../api/api-types.ts";
import { ApiError } from "../api/request-hub.ts";
import { Notice } from "../parts/notice.tsx";
import { fillText, useTexts } from "../texts/texts.ts";
import { hubPageTexts } from "./hub-page-texts.ts";

type TextKey = "accountType" | "clientId" | "timeZone" | "sharedMailbox" | "clientSecret" | "clientSecretExpires";

/** What an account is, besides its features. */
export function AccountDetailsForm({
  account,
  onChange,
}: {
  account: AccountConfiguration;
  onChange: (edit: JsonObject) => Promise<void>;
}) {
  const texts = useTexts();
  const own = hubPageTexts.use().account;
  const before: Readonly<Record<TextKey, string>> = {
    accountType: account.accountType ?? "",
    clientId: account.clientId ?? "",
    timeZone: account.timeZone ?? "",
    sharedMailbox: account.sharedMailbox ?? "",
    clientSecret: "",
    clientSecretExpires: account.clientSecretExpires ?? "",
  };
  const [edited, setEdited] = useState<Partial<Record<TextKey, string>>>({});
  const [enableUpdate, setEnableUpdate] = useState(account.enableUpdate);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [outcome, setOutcome] = useState<{ kind: "good" | "bad"; text: string }>();
  const [busy, setBusy] = useState(false);
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setOutcome(undefined);
    setProblems({});
    const changed = Object.entries(edited).filter(([key, value]) => value.trim() !== before[key as TextKey]);
    const edit = Object.fromEntries(changed.map(([key, value]) => [key, value.trim() === "" ? null : value.trim()]));
    try {
      await onChange({ ...edit, ...(enableUpdate !== account.enableUpdate && { enableUpdate }) });
      setEdited({});
      setOutcome({ kind: "good", text: own.saved });
    } catch (error) {
      const { detail, errors = [] } = error instanceof ApiError ? error.problem : { detail: String(error) };
      setOutcome({ kind: "bad", text: errors.length > 0 ? texts.services.correct : detail });
      setProblems(Object.fromEntries(errors.map(({ pointer, detail: text }) => [pointer.replace("#/", ""), text])));
    }
    setBusy(false);
  };
  const field = (name: TextKey, label: string, hint?: string, type: "text" | "password" | "date" = "text") => (
    <div class="field">
      <label for={`account-${name}`}>{label}</label>
      <input
        id={`account-${name}`}
        type={type as "text"}
        autocomplete="off"
        spellcheck={false}
        value={edited[name] ?? before[name]}
        aria-invalid={problems[name] !== undefined}
        aria-describedby={`account-${name}-hint account-${name}-problem`}
        {...(name === "timeZone" && { list: "time-zones" })}
        onInput={({ currentTarget }) => setEdited({ ...edited, [name]: currentTarget.value })}
      />
      <p class="hint" id={`account-${name}-hint`}>
        {hint}
      </p>
      <p class="problem" id={`account-${name}-problem`}>
        {problems[name]}
      </p>
    </div>
  );
  return (
    <form class="card roomy account-details" noValidate onSubmit={save} aria-labelledby="details">
      <h2 id="details">{own.details}</h2>
      {account.signIn !== undefined && <p class="muted">{fillText(own.usesSignIn, account.signIn)}</p>}
      <div class="field checkbox">
        <input
          id="account-enable-update"
          type="checkbox"
          checked={enableUpdate}
          aria-describedby="account-enable-update-hint"
          onChange={({ currentTarget }) => setEnableUpdate(currentTarget.checked)}
        />
        <label for="account-enable-update">{texts.setup.updates}</label>
        <p class="hint" id="account-enable-update-hint">
          {texts.setup.updatesHint}
        </p>
      </div>
      {field("timeZone", own.timeZone, own.timeZoneHint)}
      <datalist id="time-zones">
        {Intl.supportedValuesOf("timeZone").map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      {field("sharedMailbox", own.mailbox)}
      {account.signIn === undefined && (
        <>
          {field("accountType", own.accountType, own.accountTypeHint)}
          {field("clientId", texts.setup.clientId, texts.setup.clientIdHint)}
          {field("clientSecret", own.newSecret, account.hasClientSecret ? own.keepSecret : own.noSecret, "password")}
          {field("clientSecretExpires", texts.setup.secretExpires, texts.setup.secretExpiresHint, "date")}
        </>
      )}
      {outcome && <Notice kind={outcome.kind} title={outcome.text} />}
      <div class="actions">
        <button type="submit" class="primary" aria-busy={busy} disabled={busy}>
          {own.save}
        </button>
      </div>
    </form>
  );
}
