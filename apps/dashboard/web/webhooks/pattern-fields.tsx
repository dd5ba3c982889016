import { useId, useState } from "preact/hooks";
import { OptionField } from "../setup/option-field.tsx";
import { choosePattern, otherPatterns, type PatternGroup, readPatterns } from "./chosen-patterns.ts";
import { webhookTexts } from "./webhook-texts.ts";

interface PatternFieldsProps {
  readonly title: string;
  readonly groups: readonly PatternGroup[];
  readonly patterns: readonly string[];
  onChange(patterns: readonly string[]): void;
}

/** Check boxes for what the hub has, and a field for patterns with wildcards. */
export function PatternFields({ title, groups, patterns, onChange }: PatternFieldsProps) {
  const texts = webhookTexts.use();
  const id = useId();
  const others = otherPatterns(patterns, groups);
  const [typed, setTyped] = useState(others.join(", "));
  return (
    <fieldset class="options">
      <legend>{title}</legend>
      {groups.map((group) => {
        const own = [group.all, ...group.choices.map(({ pattern }) => pattern)];
        const hasAll = patterns.includes(group.all);
        const count = hasAll ? group.choices.length : own.filter((pattern) => patterns.includes(pattern)).length;
        const choose = (pattern: string, isOn: boolean): void => onChange(choosePattern(patterns, group, pattern, isOn));
        return (
          <details class="field-group" key={group.all}>
            <summary>
              {group.title}
              {count > 0 && ` (${count})`}
            </summary>
            <OptionField
              type="checkbox"
              name={group.all}
              checked={hasAll}
              label={texts.all}
              hint={texts.allHint}
              onChange={(isOn) => choose(group.all, isOn)}
            />
            {group.choices.map(({ pattern, title: label }) => (
              <OptionField
                key={pattern}
                type="checkbox"
                name={pattern}
                checked={hasAll || patterns.includes(pattern)}
                disabled={hasAll}
                label={label}
                onChange={(isOn) => choose(pattern, isOn)}
              />
            ))}
          </details>
        );
      })}
      <div class="field">
        <label for={id}>{texts.others}</label>
        <input
          id={id}
          value={typed}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          aria-describedby={`${id}-hint`}
          onInput={({ currentTarget: { value } }) => {
            setTyped(value);
            onChange([...patterns.filter((pattern) => !others.includes(pattern)), ...readPatterns(value)]);
          }}
        />
        <p class="hint" id={`${id}-hint`}>
          {texts.othersHint}
        </p>
      </div>
    </fieldset>
  );
}
