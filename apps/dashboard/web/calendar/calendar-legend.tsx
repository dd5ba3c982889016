import type { Sensor } from "../api/api-types.ts";
import { groupBy } from "../parts/group-by.ts";
import { HealthBadge } from "../sensors/health-badge.tsx";
import { colorOf } from "../sensors/sensor-state.ts";
import { sensorTitleOf } from "../texts/plugin-texts.ts";
import { fillText } from "../texts/texts.ts";
import { calendarTexts } from "./calendar-texts.ts";

interface CalendarLegendProps {
  readonly sensors: readonly Sensor[];
  readonly hidden: ReadonlySet<string>;
  onHide(next: ReadonlySet<string>): void;
}

/** Shows and hides calendars. Folded, so that many of them do not push the calendar away. */
export function CalendarLegend({ sensors, hidden, onHide }: CalendarLegendProps) {
  const texts = calendarTexts.use();
  const shown = sensors.filter(({ id }) => !hidden.has(id));
  const groups = groupBy(sensors, ({ account }) => account);
  const toggle = (id: string) => {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    onHide(next);
  };
  return (
    <details class="calendar-legend" open={sensors.length <= 8 && innerWidth >= 640}>
      <summary>{fillText(texts.shown, shown.length, sensors.length)}</summary>
      {[...groups].map(([account, members]) => (
        <fieldset key={account}>
          <legend class={groups.size > 1 ? "" : "hidden"}>{account}</legend>
          {members.map((sensor) => (
            <label key={sensor.id} class="inline">
              <input type="checkbox" checked={!hidden.has(sensor.id)} onChange={() => toggle(sensor.id)} />
              <i class="dot" style={{ background: colorOf(sensor) }} />
              <span dir="auto">{sensorTitleOf(sensor)}</span>
              <HealthBadge sensor={sensor} />
            </label>
          ))}
        </fieldset>
      ))}
      {sensors.length > 1 && (
        <p class="legend-all">
          <button type="button" class="quiet small" onClick={() => onHide(new Set())}>
            {texts.showAll}
          </button>
          <button type="button" class="quiet small" onClick={() => onHide(new Set(sensors.map(({ id }) => id)))}>
            {texts.hideAll}
          </button>
        </p>
      )}
    </details>
  );
}
