import { useState } from "preact/hooks";
import type { JsonValue } from "../api/api-types.ts";
import { useStore } from "../api/value-store.ts";
import { pageZone } from "../texts/page-zone.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { instantOf, offsetOf, wallTimeOf } from "../texts/wall-time.ts";
import type { InputAttributes } from "./field-view.tsx";

/** Adds the offset of the page's time zone to a local time: `2027-03-01T19:00:00+01:00`. */
export function toOffsetTime(localTime: string): string {
  const zone = pageZone.get();
  return `${localTime}:00${offsetOf(instantOf(`${localTime}:00`, zone), zone)}`;
}

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
  onChange(value: string | undefined): void;
}

/** A date, a time in the page's time zone, or either. */
export function DateField({ kind, value, inputAttributes, required, onChange }: DateFieldProps) {
  const texts = useTexts().services;
  const zone = useStore(pageZone);
  const [isTimed, setWithTime] = useState(kind !== "date");
  const text = typeof value === "string" ? value : "";
  // Another field can have set the value.
  const withTime = kind === "time" || (kind === "date-or-time" && (text === "" ? isTimed : text.length !== 10));
  return (
    <div class="date-field">
      <input
        {...inputAttributes}
        type={withTime ? "datetime-local" : "date"}
        required={required}
        value={withTime ? toLocalTime(text) : text.slice(0, 10)}
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
      {withTime && <small class="muted">{fillText(texts.timeZone, zone)}</small>}
    </div>
  );
}
