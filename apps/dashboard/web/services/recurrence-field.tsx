import { useState } from "preact/hooks";
import { actionTexts } from "../actions/action-texts.ts";
import type { JsonValue } from "../api/api-types.ts";
import type { InputAttributes } from "./field-view.tsx";
import { RecurrenceDays } from "./recurrence-days.tsx";
import { formatRecurrence, parseRecurrence, type RecurrenceChoice } from "./recurrence-rule.ts";
import { WeekdayButtons } from "./weekday-buttons.tsx";

/** Days that were chosen for another frequency mean nothing. */
const noDays = { days: [], place: undefined, monthDay: undefined, month: undefined };

interface RecurrenceFieldProps {
  readonly value: JsonValue | undefined;
  readonly inputAttributes: InputAttributes;
  onChange(value: string | undefined): void;
}

/** How something repeats, as choices; a rule that they cannot say, as text. */
export function RecurrenceField({ value, inputAttributes, onChange }: RecurrenceFieldProps) {
  const texts = actionTexts.use();
  const rule = typeof value === "string" ? value : "";
  const choice = rule === "" ? undefined : parseRecurrence(rule);
  const [isCustom, setIsCustom] = useState(rule !== "" && choice === undefined);
  const change = (next: Partial<RecurrenceChoice>) =>
    onChange(formatRecurrence({ frequency: "WEEKLY", interval: 1, days: [], ...choice, ...next }));
  return (
    <div class="recurrence">
      <select
        {...inputAttributes}
        value={isCustom ? "custom" : (choice?.frequency ?? "")}
        onChange={({ currentTarget: { value: chosen } }) => {
          setIsCustom(chosen === "custom");
          if (chosen === "") onChange(undefined);
          else if (chosen !== "custom") change({ frequency: chosen as RecurrenceChoice["frequency"], ...noDays });
        }}
      >
        {Object.entries(texts.repeat).map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
      {isCustom && (
        <input
          type="text"
          class="mono"
          aria-label={texts.repeat.custom}
          value={rule}
          onInput={({ currentTarget }) => onChange(currentTarget.value || undefined)}
        />
      )}
      {!isCustom && choice && <RecurrenceDetails choice={choice} onChange={change} />}
    </div>
  );
}

function RecurrenceDetails({ choice, onChange }: { choice: RecurrenceChoice; onChange(next: Partial<RecurrenceChoice>): void }) {
  const texts = actionTexts.use();
  const { frequency, interval, days, until, count } = choice;
  const end = until !== undefined ? "until" : count !== undefined ? "count" : "never";
  return (
    <>
      <label class="inline">
        {texts.every}
        <input
          type="number"
          min={1}
          max={99}
          value={interval}
          onInput={({ currentTarget }) => onChange({ interval: Math.max(1, Number(currentTarget.value)) })}
        />
        {texts.units[frequency]}
      </label>
      {frequency === "WEEKLY" && <WeekdayButtons label={texts.onDays} days={days} onChange={(next) => onChange({ days: next })} />}
      {(frequency === "MONTHLY" || frequency === "YEARLY") && <RecurrenceDays choice={choice} onChange={onChange} />}
      <label class="inline">
        {texts.ends}
        <select
          value={end}
          onChange={({ currentTarget: { value } }) =>
            onChange({
              until: value === "until" ? dateIn(3) : undefined,
              count: value === "count" ? 10 : undefined,
            })
          }
        >
          {Object.entries(texts.end).map(([name, text]) => (
            <option key={name} value={name}>
              {text}
            </option>
          ))}
        </select>
        {until !== undefined && (
          <input
            type="date"
            aria-label={texts.end.until}
            value={until}
            onInput={({ currentTarget }) => currentTarget.value && onChange({ until: currentTarget.value })}
          />
        )}
        {end === "count" && (
          <>
            <input
              type="number"
              min={1}
              max={999}
              aria-label={texts.end.count}
              value={count}
              onInput={({ currentTarget }) => onChange({ count: Math.max(1, Number(currentTarget.value)) })}
            />
            {texts.times}
          </>
        )}
      </label>
    </>
  );
}

function dateIn(months: number): string {
  const at = new Date();
  at.setMonth(at.getMonth() + months);
  return at.toISOString().slice(0, 10);
}
