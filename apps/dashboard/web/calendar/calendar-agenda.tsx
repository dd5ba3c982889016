import type { DayRange } from "../sensors/kept-days.ts";
import { isCanceled, type SensorItem } from "../sensors/sensor-item.ts";
import { colorOf } from "../sensors/sensor-state.ts";
import { sensorLabelOf } from "../texts/sensor-labels.ts";
import { useTexts } from "../texts/texts.ts";
import { addDays, dateTextOf, formatDay, isSameDay } from "../texts/times.ts";
import { addToWall } from "../texts/wall-time.ts";
import type { GridItem } from "./calendar-grid.tsx";
import { daysIn } from "./calendar-range.ts";
import { calendarTexts } from "./calendar-texts.ts";
import { wallClockOf } from "./when-text.ts";

interface CalendarAgendaProps {
  readonly range: DayRange;
  readonly today: Date;
  readonly items: readonly GridItem[];
  isKnown(day: Date): boolean;
  onOpen(item: SensorItem): void;
}

/** The days that have items, and those of which they are not known, one below the other. */
export function CalendarAgenda({ range, today, items, isKnown, onOpen }: CalendarAgendaProps) {
  const texts = calendarTexts.use();
  const home = useTexts().home;
  const days = daysIn(range).flatMap((day) => {
    const entries = entriesOf(day, items);
    return entries.length > 0 || !isKnown(day) || isSameDay(day, today) ? [{ day, entries }] : [];
  });
  return (
    <div class="calendar-agenda">
      {days.map(({ day, entries }) => (
        <section key={day.getTime()} class={isKnown(day) ? "day" : "day unknown"} aria-label={formatDay(day)}>
          <h3>
            {isSameDay(day, today) ? home.today : isSameDay(day, addDays(today, 1)) ? home.tomorrow : formatDay(day)}
            {day <= addDays(today, 1) && day >= today && <span>{formatDay(day)}</span>}
          </h3>
          <ul>
            {entries.map((entry) => (
              <li key={entry.item.key}>
                <AgendaEntryButton entry={entry} day={dateTextOf(day)} onOpen={onOpen} />
              </li>
            ))}
          </ul>
          {!isKnown(day) && <p class="muted">{texts.dayUnknown}</p>}
          {isKnown(day) && entries.length === 0 && <p class="muted">{texts.nothing}</p>}
        </section>
      ))}
    </div>
  );
}

function entriesOf(day: Date, items: readonly GridItem[]): GridItem[] {
  const text = dateTextOf(day);
  const next = addToWall(text, 86_400_000);
  return items
    .filter(({ times }) => times.start < next && (times.end > text || times.start >= text))
    .sort((a, b) => Number(b.times.allDay) - Number(a.times.allDay) || (a.times.start < b.times.start ? -1 : 1));
}

function AgendaEntryButton({ entry, day, onOpen }: { entry: GridItem; day: string; onOpen: (item: SensorItem) => void }) {
  const { item, times } = entry;
  const home = useTexts().home;
  return (
    <button type="button" class={isCanceled(item) ? "agenda-entry canceled" : "agenda-entry"} onClick={() => onOpen(item)}>
      <span class="time">
        {times.allDay ? home.allDay : times.start.slice(0, 10) < day ? "…" : wallClockOf(times.start)}
        {!times.allDay && times.end.slice(0, 10) === day && <small>{wallClockOf(times.end)}</small>}
      </span>
      <i class="bar" style={{ background: colorOf(item.sensor) }} />
      <span class="line-text" dir="auto">
        <strong>{item.title || "–"}</strong>
        <small>{sensorLabelOf(item.sensor)}</small>
      </span>
    </button>
  );
}
