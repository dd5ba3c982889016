import type { SetUpChoices } from "../api/types.ts";
import { useTexts } from "../texts/texts.ts";
import type { Draft } from "./draft.ts";
import { Option } from "./option.tsx";

interface FeaturesProps {
  readonly draft: Draft;
  readonly choices: SetUpChoices;
  onChange(part: Partial<Draft>): void;
  onNext(): void;
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
        {choices.features.map(({ id, title, scopes, ...feature }) => (
          <Option
            key={id}
            type="checkbox"
            name={id}
            checked={features.includes(id)}
            disabled={!feature[draft.type]}
            label={title}
            hint={feature[draft.type] ? (scopes.find(({ tier }) => tier === "read")?.why ?? "") : texts.workOnly}
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
