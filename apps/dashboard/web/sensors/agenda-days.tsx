import { useState } from "preact/hooks";
import { sensorTitle } from "../texts/plugin-texts.ts";
import { fill, useTexts } from "../texts/texts.ts";
import { addDays, clockTime, dayName, sameDay, startOfDay } from "../texts/times.ts";
import { daysOf, type Entry, endOf, isRunning } from "./agenda.ts";
import type { Item } from "./item.ts";
import { ItemDetails } from "./item-details.tsx";
import { colourOf } from "./sensor-value.ts";

/** What is on today and the days after. */
export function AgendaDays({ items, now, shown: atFirst }: { items: readonly Item[]; now: Date; shown: number }) {
  const texts = useTexts().home;
  const [all, setAll] = useState(false);
  // What is over today is over.
  const coming = items.filter((item) => item.start && endOf(item) > now);
  const days = daysOf(coming, startOfDay(now), 15).filter(({ entries }) => entries.length > 0);
  let left = all ? Number.POSITIVE_INFINITY : atFirst;
  const shown = days.flatMap(({ day, entries }) => {
    const some = entries.slice(0, Math.max(0, left));
    left -= some.length;
    return some.length > 0 ? [{ day, entries: some }] : [];
  });
  const hidden = days.reduce((sum, { entries }) => sum + entries.length, 0) - shown.reduce((sum, { entries }) => sum + entries.length, 0);
  if (shown.length === 0) return <p class="empty">{texts.nothingPlanned}</p>;
  return (
    <>
      {shown.map(({ day, entries }) => (
        <div class="day" key={day.getTime()}>
          <h3>
            {sameDay(day, now) ? texts.today : sameDay(day, addDays(now, 1)) ? texts.tomorrow : dayName(day)}
            {(sameDay(day, now) || sameDay(day, addDays(now, 1))) && <span>{dayName(day)}</span>}
          </h3>
          <ul>
            {entries.map((entry) => (
              <AgendaLine key={entry.item.key} entry={entry} now={now} />
            ))}
          </ul>
        </div>
      ))}
      {hidden > 0 && (
        <button type="button" class="quiet wide" onClick={() => setAll(true)}>
          {fill(texts.moreItems, hidden)}
        </button>
      )}
    </>
  );
}

function AgendaLine({ entry: { item, continued }, now }: { entry: Entry; now: Date }) {
  const texts = useTexts().home;
  const running = !item.allDay && isRunning(item, now);
  const { location, isCancelled } = item.data;
  return (
    <li>
      <details class={isCancelled === true ? "line cancelled" : "line"}>
        <summary>
          <span class="time">
            {item.allDay ? texts.allDay : continued ? "…" : clockTime(item.start!)}
            {!item.allDay && item.end && <small>{clockTime(item.end)}</small>}
          </span>
          <i class="bar" style={{ background: colourOf(item.sensor) }} />
          <span class="what">
            <strong>{item.title || "–"}</strong>
            <small>{[sensorTitle(item.sensor), typeof location === "string" ? location : undefined].filter(Boolean).join(" · ")}</small>
          </span>
          {running && <em class="now">{texts.now}</em>}
        </summary>
        <ItemDetails item={item} />
      </details>
    </li>
  );
}
