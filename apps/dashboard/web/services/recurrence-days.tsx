import { useContext } from "preact/hooks";
import { actionTexts } from "../actions/action-texts.ts";
import { FormServiceContext } from "../texts/plugin-texts.ts";
import { dateTextOf, formatTime } from "../texts/times.ts";
import { FormValueContext } from "./form-value-context.ts";
import { timeFieldsOf } from "./linked-times.ts";
import { longestOf, type RecurrenceChoice, weekdayNames, weekPositions } from "./recurrence-rule.ts";
import { WeekdayButtons, weekdayText } from "./weekday-buttons.tsx";

interface RecurrenceDaysProps {
  readonly choice: RecurrenceChoice;
  onChange(next: Partial<RecurrenceChoice>): void;
}

const daySets: Readonly<Record<string, readonly string[]>> = {
  work: weekdayNames.slice(0, 5),
  weekend: weekdayNames.slice(5),
};

/** On which day of the month, or of a month of the year: that of the start, a date, or the second Tuesday. */
export function RecurrenceDays({ choice, onChange }: RecurrenceDaysProps) {
  const texts = actionTexts.use();
  const start = useStart();
  const { frequency, days, place, monthDay, month } = choice;
  const kind = place !== undefined ? "place" : monthDay === undefined ? "start" : monthDay === -1 ? "last" : "date";
  const setKind = (next: string) =>
    onChange({
      days: next === "place" ? [weekdayNames[(start.getDay() + 6) % 7]!] : [],
      place: next === "place" ? placeOf(start.getDate()) : undefined,
      monthDay: next === "date" ? start.getDate() : next === "last" ? -1 : undefined,
      month: frequency === "YEARLY" && next !== "start" ? (month ?? start.getMonth() + 1) : undefined,
    });
  return (
    <>
      <div class="inline">
        <select aria-label={texts.onDays} value={kind} onChange={({ currentTarget }) => setKind(currentTarget.value)}>
          {Object.entries(texts.monthDay).map(([name, text]) => (
            <option key={name} value={name}>
              {text}
            </option>
          ))}
        </select>
        {kind === "date" && (
          <input
            type="number"
            min={1}
            max={longestOf(month)}
            aria-label={texts.monthDay.date}
            value={monthDay}
            onInput={({ currentTarget: { value } }) => value && onChange({ monthDay: within(Number(value), longestOf(month)) })}
          />
        )}
        {place !== undefined && <PlaceSelects days={days} place={place} onChange={onChange} />}
        {kind !== "start" && frequency === "YEARLY" && (
          <select aria-label={texts.month} value={month} onChange={({ currentTarget }) => onChange({ month: Number(currentTarget.value) })}>
            {Array.from({ length: 12 }, (_, at) => (
              <option key={at} value={at + 1}>
                {formatTime(new Date(2024, at, 15, 12), { month: "long" })}
              </option>
            ))}
          </select>
        )}
      </div>
      {place !== undefined && days.length !== 1 && dayKindOf(days) === "some" && (
        <WeekdayButtons label={texts.dayKinds.some} days={days} onChange={(next) => next.length > 0 && onChange({ days: next })} />
      )}
      {monthDay !== undefined && monthDay > 28 && <p class="hint">{texts.shorterMonths}</p>}
    </>
  );
}

function PlaceSelects({ days, place, onChange }: { days: readonly string[]; place: number } & Pick<RecurrenceDaysProps, "onChange">) {
  const texts = actionTexts.use();
  return (
    <>
      <select aria-label={texts.which} value={place} onChange={({ currentTarget }) => onChange({ place: Number(currentTarget.value) })}>
        {weekPositions.map((each, at) => (
          <option key={each} value={each}>
            {texts.places[at]}
          </option>
        ))}
      </select>
      <select
        aria-label={texts.monthDay.place}
        value={dayKindOf(days)}
        onChange={({ currentTarget: { value } }) =>
          onChange({ days: value === "some" ? weekdayNames.slice(0, 2) : (daySets[value] ?? [value]) })
        }
      >
        {weekdayNames.map((day, at) => (
          <option key={day} value={day}>
            {weekdayText(at, "long")}
          </option>
        ))}
        {Object.entries(texts.dayKinds).map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </>
  );
}

/** A day, the name of a set, or `some`. */
export function dayKindOf(days: readonly string[]): string {
  if (days.length === 1) return days[0]!;
  const set = Object.entries(daySets).find(([, names]) => names.length === days.length && names.every((day) => days.includes(day)));
  return set?.[0] ?? "some";
}

/** When the form's item begins. */
function useStart(): Date {
  const service = useContext(FormServiceContext);
  const value = useContext(FormValueContext)[(service && timeFieldsOf(service)?.start) ?? "start"];
  const date = typeof value === "string" && /^\d{4}-\d\d-\d\d/.test(value) ? value.slice(0, 10) : dateTextOf(new Date());
  return new Date(`${date}T12:00:00`);
}

const placeOf = (day: number): number => (day > 28 ? -1 : Math.ceil(day / 7));
const within = (value: number, most: number): number => Math.min(Math.max(1, Math.round(value)), most);
