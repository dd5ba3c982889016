import type { SetupChoices, SetupFeature } from "../api/api-types.ts";
import { pluginTitleOf, reasonOf } from "../texts/plugin-texts.ts";
import { currentLanguage, useTexts } from "../texts/texts.ts";
import type { AccountDraft } from "./account-draft.ts";
import { OptionField } from "./option-field.tsx";

interface FeaturesStepProps {
  readonly draft: AccountDraft;
  readonly choices: SetupChoices;
  onChange(part: Partial<AccountDraft>): void;
  onNext(): void;
}

/** The reason for its read permission. */
function purposeOf({ id, scopes, texts }: SetupFeature): string {
  const scope = scopes.find(({ tier }) => tier === "read");
  return scope ? reasonOf({ plugin: id, ...scope }, texts[currentLanguage.get()]) : "";
}

/** Asks for the account type and the features. */
export function FeaturesStep({ draft, choices, onChange, onNext }: FeaturesStepProps) {
  const texts = useTexts().setup;
  const availableFor = (type: AccountDraft["type"]) => choices.features.filter((feature) => feature[type]).map(({ id }) => id);
  const features = draft.features.filter((id) => availableFor(draft.type).includes(id));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onChange({ features });
        onNext();
      }}
    >
      <fieldset class="options">
        <legend>{texts.accountType}</legend>
        <OptionField
          type="radio"
          name="type"
          checked={draft.type === "work"}
          label={texts.work}
          hint={texts.workHint}
          onChange={() => onChange({ type: "work" })}
        />
        <OptionField
          type="radio"
          name="type"
          checked={draft.type === "personal"}
          label={texts.personal}
          hint={texts.personalHint}
          onChange={() => onChange({ type: "personal" })}
        />
      </fieldset>
      <fieldset class="options">
        <legend>{texts.features}</legend>
        {choices.features.map(({ id, ...feature }) => (
          <OptionField
            key={id}
            type="checkbox"
            name={id}
            checked={features.includes(id)}
            disabled={!feature[draft.type]}
            label={pluginTitleOf({ id, ...feature })}
            hint={feature[draft.type] ? purposeOf({ id, ...feature }) : texts.workOnly}
            onChange={(checked) => onChange({ features: checked ? [...features, id] : features.filter((each) => each !== id) })}
          />
        ))}
      </fieldset>
      <fieldset class="options single">
        <legend class="hidden">{texts.updates}</legend>
        <OptionField
          type="checkbox"
          name="updates"
          checked={draft.enableUpdate}
          label={texts.updates}
          hint={texts.updatesHint}
          onChange={(enableUpdate) => onChange({ enableUpdate })}
        />
      </fieldset>
      <div class="actions">
        <button type="submit" class="primary" disabled={features.length === 0}>
          {texts.next}
        </button>
      </div>
    </form>
  );
}
