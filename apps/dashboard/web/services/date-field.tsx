import { useState } from "preact/hooks";
import type { JsonValue } from "../api/api-types.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import type { InputAttributes } from "./field-view.tsx";

const browserTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Adds the offset of the browser's time zone to a local time: `2027-03-01T19:00:00+01:00`. */
export function toOffsetTime(localTime: string): string {
  const minutes = -new Date(localTime).getTimezoneOffset();
  const twoDigits = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, "0");
  return `${localTime}:00${minutes < 0 ? "-" : "+"}${twoDigits(minutes / 60)}:${twoDigits(Math.abs(minutes) % 60)}`;
}

interface DateFieldProps {
  readonly kind: "date" | "time" | "date-or-time";
  readonly value: JsonValue | undefined;
  readonly inputAttributes: InputAttributes;
  readonly required: boolean;
  onChange(value: string | undefined): void;
}

/** A date, a time in the browser's time zone, or either. */
export function DateField({ kind, value, inputAttributes, required, onChange }: DateFieldProps) {
  const texts = useTexts().services;
  const [withTime, setWithTime] = useState(
    kind === "time" || (kind === "date-or-time" && !(typeof value === "string" && value.length === 10)),
  );
  const text = typeof value === "string" ? value : "";
  return (
    <div class="date-field">
      <input
        {...inputAttributes}
        type={withTime ? "datetime-local" : "date"}
        required={required}
        value={text.slice(0, withTime ? 16 : 10)}
        onInput={({ currentTarget: { value: next } }) => onChange(next === "" ? undefined : withTime ? toOffsetTime(next) : next)}
      />
      {kind === "date-or-time" && (
        <label class="inline">
          <input
            type="checkbox"
            checked={withTime}
            onChange={({ currentTarget }) => {
              setWithTime(currentTarget.checked);
              const date = text.slice(0, 10);
              onChange(date === "" ? undefined : currentTarget.checked ? toOffsetTime(`${date}T09:00`) : date);
            }}
          />
          {texts.withTime}
        </label>
      )}
      {withTime && <small class="muted">{fillText(texts.timeZone, browserTimeZone)}</small>}
    </div>
  );
}
