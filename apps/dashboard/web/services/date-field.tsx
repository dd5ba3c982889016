import { useState } from "preact/hooks";
import type { Json } from "../api/types.ts";
import { fill, useTexts } from "../texts/texts.ts";
import type { InputTies } from "./field-view.tsx";

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A wall-clock time here with its offset then: `2027-03-01T19:00:00+01:00`. */
export function withOffset(wall: string): string {
  const minutes = -new Date(wall).getTimezoneOffset();
  const two = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, "0");
  return `${wall}:00${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(Math.abs(minutes) % 60)}`;
}

interface DateFieldProps {
  readonly kind: "date" | "time" | "date-or-time";
  readonly value: Json | undefined;
  readonly ties: InputTies;
  readonly required: boolean;
  onChange(value: string | undefined): void;
}

/** A day, a moment in this browser's time zone, or either. */
export function DateField({ kind, value, ties, required, onChange }: DateFieldProps) {
  const texts = useTexts().services;
  const [withTime, setWithTime] = useState(
    kind === "time" || (kind === "date-or-time" && !(typeof value === "string" && value.length === 10)),
  );
  const text = typeof value === "string" ? value : "";
  return (
    <div class="date-field">
      <input
        {...ties}
        type={withTime ? "datetime-local" : "date"}
        required={required}
        value={text.slice(0, withTime ? 16 : 10)}
        onInput={({ currentTarget: { value: next } }) => onChange(next === "" ? undefined : withTime ? withOffset(next) : next)}
      />
      {kind === "date-or-time" && (
        <label class="inline">
          <input
            type="checkbox"
            checked={withTime}
            onChange={({ currentTarget }) => {
              setWithTime(currentTarget.checked);
              const day = text.slice(0, 10);
              onChange(day === "" ? undefined : currentTarget.checked ? withOffset(`${day}T09:00`) : day);
            }}
          />
          {texts.withTime}
        </label>
      )}
      {withTime && <small class="muted">{fill(texts.zone, zone)}</small>}
    </div>
  );
}
