import { useState } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import { useTexts } from "../texts/texts.ts";
import { addDays, clockTime, format, sameDay } from "../texts/times.ts";
import { daysOf, startOfWeek } from "./agenda.ts";
import type { Item } from "./item.ts";
import { colourOf } from "./sensor-value.ts";

/** Seven days side by side; below one another on a phone. */
export function WeekView({ items, now }: { items: readonly Item[]; now: Date }) {
  const texts = useTexts().home;
  const [week, setWeek] = useState(0);
  const first = addDays(startOfWeek(now), 7 * week);
  const span = `${format(first, { day: "numeric", month: "short" })} – ${format(addDays(first, 6), { day: "numeric", month: "short" })}`;
  return (
    <div class="week">
      <div class="week-head">
        <button type="button" class="round" aria-label={texts.earlierWeek} onClick={() => setWeek(week - 1)}>
          <Icon name="left" />
        </button>
        <strong aria-live="polite">{span}</strong>
        <button type="button" class="round" aria-label={texts.laterWeek} onClick={() => setWeek(week + 1)}>
          <Icon name="chevron" />
        </button>
      </div>
      <ol>
        {daysOf(items, first, 7).map(({ day, entries }) => (
          <li key={day.getTime()} class={sameDay(day, now) ? "today" : ""}>
            <h3>
              {format(day, { weekday: "short" })} <b>{day.getDate()}</b>
            </h3>
            <ul>
              {entries.map(({ item, continued }) => (
                <li key={item.key} class={item.data.isCancelled === true ? "cancelled" : ""} style={{ "--colour": colourOf(item.sensor) }}>
                  <small>{item.allDay ? texts.allDay : continued ? "…" : clockTime(item.start!)}</small>
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
