import { useContext, useState } from "preact/hooks";
import type { JsonValue } from "../api/api-types.ts";
import { useStore } from "../api/value-store.ts";
import { endAfterDay, lastDayOf } from "../sensors/last-day.ts";
import { pageZone } from "../texts/page-zone.ts";
import { FormServiceContext } from "../texts/plugin-texts.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { isDate } from "../texts/times.ts";
import { wallTimeOf } from "../texts/wall-time.ts";
import type { InputAttributes } from "./field-view.tsx";
import { FormValueContext } from "./form-value-context.ts";
import { timeFieldsOf } from "./linked-times.ts";
import { toOffsetTime } from "./offset-time.ts";

/** A time in the page's time zone, without an offset, as inputs have it. */
function toLocalTime(text: string): string {
  const at = new Date(text);
  if (!/(Z|[+-]\d\d:?\d\d)$/.test(text) || Number.isNaN(at.getTime())) return text.slice(0, 16);
  return wallTimeOf(at, pageZone.get()).slice(0, 16);
}

interface DateFieldProps {
  readonly kind: "date" | "time" | "date-or-time";
  readonly value: JsonValue | undefined;
  readonly inputAttributes: InputAttributes;
  readonly required: boolean;
  /** Of an end: a date is the day after the last one. The last one is shown. */
  readonly isExclusive?: boolean;
  onChange(value: string | undefined): void;
}

/** Whether the form's switch for all day is on. Undefined if it has none: then each field has a switch of its own. */
function useAllDay(): boolean | undefined {
  const service = useContext(FormServiceContext);
  const values = useContext(FormValueContext);
  const field = service && timeFieldsOf(service)?.allDay;
  return field === undefined ? undefined : values[field] === true;
}

/** A date, a time in the page's time zone, or either. */
export function DateField({ kind, value, inputAttributes, required, isExclusive = false, onChange }: DateFieldProps) {
  const texts = useTexts().services;
  const zone = useStore(pageZone);
  const [isTimed, setWithTime] = useState(kind !== "date");
  const given = typeof value === "string" ? value : "";
  const text = isExclusive && isDate(given) ? lastDayOf(given) : given;
  const dateOf = (shown: string): string => (isExclusive ? endAfterDay(shown) : shown);
  const allDay = useAllDay();
  // Another field can have set the value.
  const withTime = kind === "time" || (kind === "date-or-time" && (text === "" ? isTimed && allDay !== true : text.length !== 10));
  return (
    <div class="date-field">
      <input
        {...inputAttributes}
        type={withTime ? "datetime-local" : "date"}
        required={required}
        value={withTime ? toLocalTime(text) : text.slice(0, 10)}
        onInput={({ currentTarget: { value: next } }) => onChange(next === "" ? undefined : withTime ? toOffsetTime(next) : dateOf(next))}
      />
      {kind === "date-or-time" && allDay === undefined && (
        <label class="inline">
          <input
            type="checkbox"
            checked={withTime}
            onChange={({ currentTarget }) => {
              setWithTime(currentTarget.checked);
              const date = text.slice(0, 10);
              onChange(date === "" ? undefined : currentTarget.checked ? toOffsetTime(`${date}T09:00`) : dateOf(date));
            }}
          />
          {texts.withTime}
        </label>
      )}
      {withTime && <small class="muted">{fillText(texts.timeZone, zone)}</small>}
    </div>
  );
}
