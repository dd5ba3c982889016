import { useState } from "preact/hooks";
import type { Sensor } from "../api/api-types.ts";
import { useHub } from "../hub-context.ts";
import { PageLink } from "../parts/page-link.tsx";
import { sensorLabelOf } from "../texts/sensor-labels.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { addDays, dateTextOf, formatClockTime, formatDay, isSameDay, startOfDay } from "../texts/times.ts";
import { type AgendaEntry, agendaDaysOf, dayCountOf, endOf, isRunning } from "./agenda-entry.ts";
import { ItemDetails } from "./item-details.tsx";
import { keptDaysOf } from "./kept-days.ts";
import { isCanceled, itemsOf } from "./sensor-item.ts";
import { colorOf } from "./sensor-state.ts";

/** The items of today and the following days, and until when they are known. */
export function AgendaDays({ sensors, now, maxItems }: { sensors: readonly Sensor[]; now: Date; maxItems: number }) {
  const texts = useTexts().home;
  const heardAt = useHub().heardAt();
  const items = sensors.flatMap(itemsOf);
  const knownTo = new Date(Math.min(...sensors.map((sensor) => keptDaysOf(sensor, itemsOf(sensor), now, heardAt).to.getTime())));
  const isKnown = knownTo > now;
  const [showAll, setShowAll] = useState(false);
  if (sensors.length === 0) return null;
  const upcoming = items.filter((item) => item.start && endOf(item) > now);
  const days = agendaDaysOf(upcoming, startOfDay(now), dayCountOf(upcoming, now, knownTo)).filter(({ entries }) => entries.length > 0);
  let remaining = showAll ? Number.POSITIVE_INFINITY : maxItems;
  const visibleDays = days.flatMap(({ day, entries }) => {
    const visible = entries.slice(0, Math.max(0, remaining));
    remaining -= visible.length;
    return visible.length > 0 ? [{ day, entries: visible }] : [];
  });
  const hiddenCount =
    days.reduce((sum, { entries }) => sum + entries.length, 0) - visibleDays.reduce((sum, { entries }) => sum + entries.length, 0);
  return (
    <>
      {visibleDays.length === 0 && <p class="empty">{isKnown ? texts.nothingPlanned : texts.unknown}</p>}
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
      {hiddenCount === 0 && isKnown && (
        <p class="muted">
          <PageLink to={`/calendar/${dateTextOf(knownTo)}`}>{fillText(texts.listedUntil, formatDay(addDays(knownTo, -1)))}</PageLink>
        </p>
      )}
    </>
  );
}

function AgendaLine({ entry: { item, continued }, now }: { entry: AgendaEntry; now: Date }) {
  const texts = useTexts().home;
  const [isOpen, setIsOpen] = useState(false);
  const running = !item.allDay && isRunning(item, now);
  const location = item.data[item.sensor.present?.items?.location ?? ""];
  return (
    <li>
      <details class={isCanceled(item) ? "line canceled" : "line"} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
        <summary>
          <span class="time">
            {item.allDay ? texts.allDay : continued ? "…" : formatClockTime(item.start!)}
            {!item.allDay && item.end && <small>{formatClockTime(item.end)}</small>}
          </span>
          <i class="bar" style={{ background: colorOf(item.sensor) }} />
          <span class="line-text" dir="auto">
            <strong>{item.title || "–"}</strong>
            <small>{[sensorLabelOf(item.sensor), typeof location === "string" ? location : undefined].filter(Boolean).join(" · ")}</small>
          </span>
          {running && <em class="now">{texts.now}</em>}
        </summary>
        <ItemDetails item={item} isOpen={isOpen} />
      </details>
    </li>
  );
}
