import "../styles/calendar.css";
import "../styles/calendar-print.css";
import { useEffect, useRef, useState } from "preact/hooks";
import { itemServicesOf } from "../actions/item-actions.ts";
import { apiClient } from "../api/api-client.ts";
import { endedCalls } from "../api/ended-calls.ts";
import { useStore } from "../api/value-store.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { Notice } from "../parts/notice.tsx";
import { PageHeader } from "../parts/page-header.tsx";
import { useNow } from "../parts/use-now.ts";
import { undoKeys, useUndoKey } from "../parts/use-undo-key.ts";
import { HealthReasons } from "../sensors/health-badge.tsx";
import { NotKnownNote } from "../sensors/not-known-note.tsx";
import { isOfSeries, type SensorItem } from "../sensors/sensor-item.ts";
import { pageZone } from "../texts/page-zone.ts";
import { fillText } from "../texts/texts.ts";
import { dateTextOf, isDate, parseTime, startOfDay } from "../texts/times.ts";
import { addToWall, wallTimeOf } from "../texts/wall-time.ts";
import { CalendarAgenda } from "./calendar-agenda.tsx";
import { useCalendarView, useHiddenCalendars } from "./calendar-choice.ts";
import { CalendarGrid } from "./calendar-grid.tsx";
import { CalendarLegend } from "./calendar-legend.tsx";
import { daysIn, rangeOf } from "./calendar-range.ts";
import { calendarTexts } from "./calendar-texts.ts";
import { CalendarToolbar } from "./calendar-toolbar.tsx";
import { EventDialog } from "./event-dialog.tsx";
import { GapNotes } from "./gap-notes.tsx";
import { areEqual, type GridTimes, timesOf } from "./grid-times.ts";
import { canConvert, canMove, isAlone, type MoveExtent, moveInputOf } from "./move-input.ts";
import { MoveQuestion } from "./move-question.tsx";
import { NewEventDialog } from "./new-event-dialog.tsx";
import { usePendingMove } from "./pending-move.ts";
import { isKnownDay, useCalendarItems } from "./use-calendar-items.ts";
import { useKeptHeight } from "./use-kept-height.ts";
import { whenTextOfTimes } from "./when-text.ts";
import { ZoneNote } from "./zone-note.tsx";

export { calendarTexts } from "./calendar-texts.ts";

/** A title from right to left does not turn the sentence around. */
const isolated = (title: string): string => `\u2068${title}\u2069`;

/** All calendars of all accounts together. `date`: the first day to show. */
export function CalendarPage({ date: firstDate }: { date: string | undefined }) {
  const hub = useHub();
  const texts = calendarTexts.use();
  const mayWrite = useMayWrite();
  const services = useStore(hub.services);
  const now = useNow(30_000);
  const zone = useStore(pageZone);
  const today = startOfDay(now);
  const [view, setView] = useCalendarView();
  // The same day, also when the time zone changes.
  const [dateText, setDateText] = useState(() => (firstDate !== undefined && isDate(firstDate) ? firstDate : dateTextOf(new Date())));
  const date = parseTime(dateText);
  const [hidden, hide] = useHiddenCalendars();
  const [opened, setOpened] = useState<SensorItem>();
  const [adding, setAdding] = useState<GridTimes>();
  const [asking, setAsking] = useState<{ item: SensorItem; times: GridTimes; tellsOthers: boolean }>();
  const turns = useRef(new Map<string, number>());
  const revision = useStore(endedCalls);
  const pending = usePendingMove();
  const kept = useKeptHeight();
  useUndoKey(() => {
    pending.undo();
    return pending.waiting !== undefined;
  });

  const calendars = [...useStore(hub.sensors).values()].filter(({ present }) => present?.items?.as === "events" && present.items.start);
  const shown = calendars.filter(({ id }) => !hidden.has(id));
  const range = rangeOf(view, date);
  // A browser that may only read calls nothing.
  const { items, gaps } = useCalendarItems(shown, mayWrite ? services : undefined, range, zone, now, revision);
  // Another calendar may still come.
  const knowsCalendars = useStore(hub.knowsSensors);
  const isKnown = (day: Date): boolean => knowsCalendars && isKnownDay(day, gaps);
  const changeServiceOf = (item: SensorItem) => itemServicesOf(services, item.sensor, "change")[0];
  const gridItems = items
    .filter(({ start }) => start)
    .map((item) => {
      const service = changeServiceOf(item);
      const mayMove = mayWrite && service !== undefined && canMove(service, item);
      const times = pending.moved.get(item.key) ?? timesOf(item, zone);
      return { item, times, mayMove, mayConvert: mayMove && canConvert(service) };
    });
  // What was moved is shown where it was put until it is there: on a slow hub it would jump back and forth.
  useEffect(() => {
    for (const { item, times } of gridItems)
      if (pending.moved.get(item.key) === times && areEqual(times, timesOf(item, zone))) pending.place(item.key, undefined);
  });
  const places = calendars.flatMap((sensor) => {
    const [service] = itemServicesOf(services, sensor, "add");
    return service ? [{ sensor, service }] : [];
  });
  const mayAdd = mayWrite && places.length > 0;
  const inputFor = (item: SensorItem, times: GridTimes, extent: MoveExtent) =>
    moveInputOf(changeServiceOf(item)!, item, times, { extent, zone });
  /**
   * Asks the hub, where it depends on the event. If it does not answer, others may learn of it; and so it says of an event outside the days that it
   * keeps. Nobody learns of one in which nobody else takes part.
   */
  const reachesOthers = async (item: SensorItem, times: GridTimes): Promise<boolean> => {
    const service = changeServiceOf(item)!;
    if (service.reachesOthers !== "sometimes") return service.reachesOthers === "always";
    if (isAlone(item)) return false;
    return apiClient.reachesOthers(service.account, service.id, inputFor(item, times, "one")!).catch(() => true);
  };
  const move = (item: SensorItem, times: GridTimes, extent: MoveExtent) => {
    const input = inputFor(item, times, extent);
    if (input) pending.begin({ item, times, service: changeServiceOf(item)!, input });
  };
  const onMove = async (item: SensorItem, times: GridTimes) => {
    // Keys come faster than the hub answers: the next one continues from here, and only the last one counts.
    pending.place(item.key, times);
    const turn = (turns.current.get(item.key) ?? 0) + 1;
    turns.current.set(item.key, turn);
    const tellsOthers = await reachesOthers(item, times);
    if (turns.current.get(item.key) !== turn) return;
    if (isOfSeries(item) || tellsOthers) setAsking({ item, times, tellsOthers });
    else move(item, times, "one");
  };
  const newEvent = () => {
    const start = addToWall(`${dateTextOf(date)}T${wallTimeOf(now, zone).slice(11, 13)}:00:00`, 3_600_000);
    setAdding({ start, end: addToWall(start, 3_600_000), allDay: false });
  };
  return (
    <div class="calendar-page">
      <PageHeader title={texts.title}>
        <div class="calendar-actions">
          <button type="button" class="quiet print" onClick={() => print()}>
            {texts.print}
          </button>
          {mayAdd && (
            <button type="button" class="primary" onClick={newEvent}>
              {texts.add}
            </button>
          )}
        </div>
      </PageHeader>
      <div ref={kept.above} class="above-calendar">
        <CalendarToolbar view={view} date={date} today={today} onView={setView} onDate={(next) => setDateText(dateTextOf(next))} />
        <ZoneNote />
        <CalendarLegend sensors={calendars} hidden={hidden} onHide={hide} />
        <HealthReasons sensors={shown} />
        <NotKnownNote />
        <GapNotes gaps={gaps} />
        {pending.problem !== undefined && <Notice kind="bad" title={pending.problem} />}
      </div>
      {view === "agenda" ? (
        <CalendarAgenda range={range} today={today} items={gridItems} isKnown={isKnown} onOpen={setOpened} />
      ) : (
        <CalendarGrid
          view={view}
          date={date}
          zone={zone}
          now={now}
          items={gridItems}
          unknownDays={daysIn(range).filter((day) => !isKnown(day))}
          mayAdd={mayAdd}
          onOpen={setOpened}
          onAdd={setAdding}
          onMove={(item, times) => void onMove(item, times)}
          onPress={kept.keep}
        />
      )}
      {view !== "agenda" && mayWrite && <p class="muted calendar-hint">{texts.moveHint}</p>}
      <div class="undo-bar" role="status">
        {pending.waiting && (
          <>
            <span>{fillText(texts.moved, isolated(pending.waiting.item.title || "–"), whenTextOfTimes(pending.waiting.times))}</span>
            <button type="button" aria-keyshortcuts={undoKeys} onClick={pending.undo}>
              {texts.undo}
            </button>
          </>
        )}
      </div>
      {opened && (
        <EventDialog item={items.find(({ key }) => key === opened.key) ?? opened} zone={zone} onClose={() => setOpened(undefined)} />
      )}
      {adding && mayAdd && <NewEventDialog places={places} times={adding} onClose={() => setAdding(undefined)} />}
      {asking && (
        <MoveQuestion
          item={asking.item}
          when={whenTextOfTimes(asking.times)}
          reachesOthers={asking.tellsOthers}
          mayMoveAll={inputFor(asking.item, asking.times, "all") !== undefined}
          onAnswer={(extent) => {
            setAsking(undefined);
            if (extent) move(asking.item, asking.times, extent);
            else pending.place(asking.item.key, undefined);
          }}
        />
      )}
    </div>
  );
}
