import { useState } from "preact/hooks";
import { sensorTitleOf } from "../texts/plugin-texts.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { addDays, formatClockTime, formatDay, isSameDay, startOfDay } from "../texts/times.ts";
import { type AgendaEntry, agendaDaysOf, endOf, isRunning } from "./agenda-entry.ts";
import { ItemDetails } from "./item-details.tsx";
import type { SensorItem } from "./sensor-item.ts";
import { colorOf } from "./sensor-state.ts";

/** The items of today and the following days. */
export function AgendaDays({ items, now, maxItems }: { items: readonly SensorItem[]; now: Date; maxItems: number }) {
  const texts = useTexts().home;
  const [showAll, setShowAll] = useState(false);
  const upcoming = items.filter((item) => item.start && endOf(item) > now);
  const days = agendaDaysOf(upcoming, startOfDay(now), 15).filter(({ entries }) => entries.length > 0);
  let remaining = showAll ? Number.POSITIVE_INFINITY : maxItems;
  const visibleDays = days.flatMap(({ day, entries }) => {
    const visible = entries.slice(0, Math.max(0, remaining));
    remaining -= visible.length;
    return visible.length > 0 ? [{ day, entries: visible }] : [];
  });
  const hiddenCount =
    days.reduce((sum, { entries }) => sum + entries.length, 0) - visibleDays.reduce((sum, { entries }) => sum + entries.length, 0);
  if (visibleDays.length === 0) return <p class="empty">{texts.nothingPlanned}</p>;
  return (
    <>
      {visibleDays.map(({ day, entries }) => (
        <div class="day" key={day.getTime()}>
          <h3>
            {isSameDay(day, now) ? texts.today : isSameDay(day, addDays(now, 1)) ? texts.tomorrow : formatDay(day)}
            {(isSameDay(day, now) || isSameDay(day, addDays(now, 1))) && <span>{formatDay(day)}</span>}
          </h3>
          <ul>
            {entries.map((entry) => (
              <AgendaLine key={entry.item.key} entry={entry} now={now} />
            ))}
          </ul>
        </div>
      ))}
      {hiddenCount > 0 && (
        <button type="button" class="quiet wide" onClick={() => setShowAll(true)}>
          {fillText(texts.moreItems, hiddenCount)}
        </button>
      )}
    </>
  );
}

function AgendaLine({ entry: { item, continued }, now }: { entry: AgendaEntry; now: Date }) {
  const texts = useTexts().home;
  const running = !item.allDay && isRunning(item, now);
  const { location, isCancelled } = item.data;
  return (
    <li>
      <details class={isCancelled === true ? "line canceled" : "line"}>
        <summary>
          <span class="time">
            {item.allDay ? texts.allDay : continued ? "…" : formatClockTime(item.start!)}
            {!item.allDay && item.end && <small>{formatClockTime(item.end)}</small>}
          </span>
          <i class="bar" style={{ background: colorOf(item.sensor) }} />
          <span class="line-text">
            <strong>{item.title || "–"}</strong>
            <small>{[sensorTitleOf(item.sensor), typeof location === "string" ? location : undefined].filter(Boolean).join(" · ")}</small>
          </span>
          {running && <em class="now">{texts.now}</em>}
        </summary>
        <ItemDetails item={item} />
      </details>
    </li>
  );
}
