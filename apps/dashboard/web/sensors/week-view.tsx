import { useState } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import { useTexts } from "../texts/texts.ts";
import { addDays, formatClockTime, formatTime, isSameDay } from "../texts/times.ts";
import { agendaDaysOf, startOfWeek } from "./agenda-entry.ts";
import type { SensorItem } from "./sensor-item.ts";
import { colorOf } from "./sensor-state.ts";

/** Seven days side by side, or below each other on a phone. */
export function WeekView({ items, now }: { items: readonly SensorItem[]; now: Date }) {
  const texts = useTexts().home;
  const [weekOffset, setWeekOffset] = useState(0);
  const firstDay = addDays(startOfWeek(now), 7 * weekOffset);
  const dateRange = `${formatTime(firstDay, { day: "numeric", month: "short" })} – ${formatTime(addDays(firstDay, 6), { day: "numeric", month: "short" })}`;
  return (
    <div class="week">
      <div class="week-head">
        <button type="button" class="round" aria-label={texts.previousWeek} onClick={() => setWeekOffset(weekOffset - 1)}>
          <Icon name="left" />
        </button>
        <strong aria-live="polite">{dateRange}</strong>
        <button type="button" class="round" aria-label={texts.nextWeek} onClick={() => setWeekOffset(weekOffset + 1)}>
          <Icon name="right" />
        </button>
      </div>
      <ol>
        {agendaDaysOf(items, firstDay, 7).map(({ day, entries }) => (
          <li key={day.getTime()} class={isSameDay(day, now) ? "today" : ""}>
            <h3>
              {formatTime(day, { weekday: "short" })} <b>{day.getDate()}</b>
            </h3>
            <ul>
              {entries.map(({ item, continued }) => (
                <li key={item.key} class={item.data.isCancelled === true ? "canceled" : ""} style={{ "--color": colorOf(item.sensor) }}>
                  <small>{item.allDay ? texts.allDay : continued ? "…" : formatClockTime(item.start!)}</small>
                  <span>{item.title || "–"}</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </div>
  );
}
