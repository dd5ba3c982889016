import type { Sensor } from "../api/api-types.ts";
import { sensorTitleOf } from "../texts/plugin-texts.ts";
import { wallTexts } from "./wall-texts.ts";

interface CalendarChoiceProps {
  readonly calendars: readonly Sensor[];
  readonly hidden: readonly string[];
  onToggle(id: string): void;
}

/** Which calendars the agenda of the wall has. */
export function CalendarChoice({ calendars, hidden, onToggle }: CalendarChoiceProps) {
  const texts = wallTexts.use();
  if (calendars.length < 2) return null;
  const hasAccounts = new Set(calendars.map(({ account }) => account)).size > 1;
  return (
    <fieldset class="wall-calendars">
      <legend>{texts.shownCalendars}</legend>
      {calendars.map((sensor) => (
        <label key={sensor.id}>
          <input type="checkbox" checked={!hidden.includes(sensor.id)} onChange={() => onToggle(sensor.id)} />
          <span dir="auto">{sensorTitleOf(sensor)}</span>
          {hasAccounts && <span class="muted">{sensor.account}</span>}
        </label>
      ))}
    </fieldset>
  );
}
