import type { SetUpChoices, SetUpFeature } from "../api/types.ts";
import { pluginTitle, reasonOf } from "../texts/plugin-texts.ts";
import { language, useTexts } from "../texts/texts.ts";
import type { Draft } from "./draft.ts";
import { Option } from "./option.tsx";

interface FeaturesProps {
  readonly draft: Draft;
  readonly choices: SetUpChoices;
  onChange(part: Partial<Draft>): void;
  onNext(): void;
}

/** Why it reads. */
function purpose({ id, scopes, texts }: SetUpFeature): string {
  const scope = scopes.find(({ tier }) => tier === "read");
  return scope ? reasonOf({ plugin: id, ...scope }, texts[language.get()]) : "";
}

/** Which kind of account, and what it shall bring. */
export function FeaturesStep({ draft, choices, onChange, onNext }: FeaturesProps) {
  const texts = useTexts().setUp;
  const possible = (type: Draft["type"]) => choices.features.filter((feature) => feature[type]).map(({ id }) => id);
  const features = draft.features.filter((id) => possible(draft.type).includes(id));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onChange({ features });
        onNext();
      }}
    >
      <fieldset class="options">
        <legend>{texts.whichAccount}</legend>
        <Option
          type="radio"
          name="type"
          checked={draft.type === "work"}
          label={texts.work}
          hint={texts.workHint}
          onChange={() => onChange({ type: "work" })}
        />
        <Option
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
          <Option
            key={id}
            type="checkbox"
            name={id}
            checked={features.includes(id)}
            disabled={!feature[draft.type]}
            label={pluginTitle({ id, ...feature })}
            hint={feature[draft.type] ? purpose({ id, ...feature }) : texts.workOnly}
            onChange={(checked) => onChange({ features: checked ? [...features, id] : features.filter((each) => each !== id) })}
          />
        ))}
      </fieldset>
      <fieldset class="options single">
        <legend class="hidden">{texts.updates}</legend>
        <Option
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
