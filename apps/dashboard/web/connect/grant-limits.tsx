import { connectTexts } from "./connect-texts.ts";
import type { GrantDraft } from "./requested-grant.ts";

interface GrantLimitsProps {
  readonly draft: GrantDraft;
  readonly withTools: boolean;
  onChange(part: Partial<GrantDraft>): void;
}

/** Limits that a program does not need to have. What only reads reaches nobody. */
export function GrantLimits({ draft, withTools, onChange }: GrantLimitsProps) {
  const texts = connectTexts.use();
  const list = (name: "recipients" | "tools", hint: string) => (
    <div class="field">
      <label for={`connect-${name}`}>{texts[name]}</label>
      <textarea
        id={`connect-${name}`}
        rows={3}
        spellcheck={false}
        autocapitalize="off"
        value={draft[name]}
        aria-describedby={`connect-${name}-hint`}
        onInput={({ currentTarget }) => onChange({ [name]: currentTarget.value })}
      />
      <p class="hint" id={`connect-${name}-hint`}>
        {hint}
      </p>
    </div>
  );
  const number = (name: "callsPerHour" | "messagesPerHour") => (
    <div class="field">
      <label for={`connect-${name}`}>{texts[name]}</label>
      <input
        id={`connect-${name}`}
        type="number"
        min="0"
        max="100000"
        value={draft[name]}
        aria-describedby={`connect-${name}-hint`}
        onInput={({ currentTarget }) => onChange({ [name]: currentTarget.value })}
      />
      <p class="hint" id={`connect-${name}-hint`}>
        {texts.limitHint}
      </p>
    </div>
  );
  return (
    <details class="field-group">
      <summary>{texts.limits}</summary>
      <div class="fields">
        {withTools && list("tools", texts.toolsHint)}
        {draft.access !== "read" && list("recipients", texts.recipientsHint)}
        {draft.access !== "read" && number("messagesPerHour")}
        {number("callsPerHour")}
      </div>
    </details>
  );
}
