import { formatTime } from "../texts/times.ts";
import { weekdayNames } from "./recurrence-rule.ts";

interface WeekdayButtonsProps {
  readonly label: string;
  readonly days: readonly string[];
  onChange(days: readonly string[]): void;
}

/** Days of the week, each on or off. */
export function WeekdayButtons({ label, days, onChange }: WeekdayButtonsProps) {
  return (
    <fieldset class="weekdays" aria-label={label}>
      {weekdayNames.map((day, at) => (
        <button
          key={day}
          type="button"
          aria-pressed={days.includes(day)}
          aria-label={weekdayText(at, "long")}
          onClick={() => onChange(days.includes(day) ? days.filter((each) => each !== day) : [...days, day])}
        >
          {weekdayText(at, "short")}
        </button>
      ))}
    </fieldset>
  );
}

/** The name of a day, from Monday (0). */
export const weekdayText = (at: number, weekday: "short" | "long"): string => formatTime(new Date(2024, 0, at + 1, 12), { weekday });
