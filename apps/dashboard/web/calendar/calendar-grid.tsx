import { createCalendar, DayGrid, destroyCalendar, Interaction, TimeGrid } from "@event-calendar/core";
import "@event-calendar/core/index.css";
import { useEffect, useReducer, useRef, useState } from "preact/hooks";
import { firstWeekday } from "../sensors/agenda-entry.ts";
import { isCanceled, type SensorItem } from "../sensors/sensor-item.ts";
import { colorOf } from "../sensors/sensor-state.ts";
import { currentLanguage, fillText, useTexts } from "../texts/texts.ts";
import { dateLocale, dateTextOf } from "../texts/times.ts";
import { offsetOf } from "../texts/wall-time.ts";
import { type CalendarView, daysIn, rangeOf } from "./calendar-range.ts";
import { calendarTexts } from "./calendar-texts.ts";
import { crossedTimes } from "./crossed-times.ts";
import { countOthers, dateOfDay, dayHeadParts, eventButton, fixRoles, hasHalfDays, localClock, moreParts } from "./grid-parts.ts";
import { areEqual, type GridTimes, movedTimes, usualTimes } from "./grid-times.ts";
import { keyMoveOf } from "./key-move.ts";
import { type MonthItems, monthItemsOf, printedItemsOf } from "./month-items.ts";

export interface GridItem {
  readonly item: SensorItem;
  readonly times: GridTimes;
  readonly mayMove: boolean;
  /** Whether it can be moved between hours and whole days. */
  readonly mayConvert: boolean;
}

interface CalendarGridProps {
  readonly view: Exclude<CalendarView, "agenda">;
  readonly date: Date;
  readonly zone: string;
  readonly now: Date;
  readonly items: readonly GridItem[];
  /** Days on which items may be missing. */
  readonly unknownDays: readonly Date[];
  readonly mayAdd: boolean;
  onOpen(item: SensorItem): void;
  onAdd(times: GridTimes): void;
  onMove(item: SensorItem, times: GridTimes): void;
  /** The pointer is down: an event may be dragged. */
  onPress(): void;
}

const views = { day: "timeGridDay", week: "timeGridWeek", month: "dayGridMonth" } as const;
/** Hours of a day or a week, or the days of a month. The library draws and drags; everything that it shows comes from here. */
export function CalendarGrid(props: CalendarGridProps) {
  const { view, date, zone, now, items, unknownDays, mayAdd } = props;
  const texts = calendarTexts.use();
  const allDay = useTexts().home.allDay;
  const more = useTexts().home.moreItems;
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const calendar = useRef<ReturnType<typeof createCalendar> | undefined>(undefined);
  const handledByKey = useRef<string | undefined>(undefined);
  const draggedAt = useRef(0);
  const gapChange = useRef(0);
  /** What the library has. Setting an option again draws everything again. */
  const given = useRef<Record<string, string>>({});
  /** The day of a month whose events are all shown, in a window beside it. */
  const [wholeDay, setWholeDay] = useState<string>();
  useWindowSize();
  const { drawn, others } =
    view === "month"
      ? monthItemsOf(items, daysIn(rangeOf(view, date)).map(dateTextOf), mostRows(), wholeDay)
      : { drawn: items, others: new Map<string, number>() };
  const itemsByKey = new Map(items.map((each) => [each.item.key, each]));
  const drawing = useRef({ drawn, itemsByKey, others });
  drawing.current = { drawn, itemsByKey, others };
  const options = {
    view: views[view],
    date: localDate(date),
    events: drawn.map((each) => toGridEvent(each)),
    highlightedDates: unknownDays.map(localDate),
    selectable: mayAdd,
    // The library knows no zones by name. The offset decides which day is today, and where the line of now is.
    timeZone: offsetOf(now, zone),
  };
  /**
   * The library stacks the events of a day before it knows the new ones, and puts them over each other, also when a drag begins and ends. A new gap
   * makes it stack them again.
   */
  const restack = () =>
    setTimeout(() => {
      gapChange.current = 0.001 - gapChange.current;
      calendar.current!.setOption("eventGap", 1 + gapChange.current);
    });
  /** Putting an event down where it was is no move. */
  const move = ({ item, times }: GridItem, to: GridTimes) => {
    if (!areEqual(to, times)) latest.current.onMove(item, to);
  };
  const gridItemOf = (id: string): GridItem | undefined => drawing.current.itemsByKey.get(id);

  useEffect(() => {
    const root = element.current!;
    // An event that was moved or opened with a key is drawn again, and its button gets the focus back.
    const keepFocus = () => {
      const key = handledByKey.current;
      if (key !== undefined && document.activeElement === document.body)
        root.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
    };
    const countAll = () => countOthers(root, drawing.current.others, more);
    // Paper has no button that shows the others of a day.
    const show = (shown: MonthItems, maxEvents: boolean) => {
      const counts = maxEvents ? [] : [...shown.others].map(([date, count]) => toCountEvent(date, fillText(more, count)));
      calendar.current!.setOption("events", [...shown.drawn.map(toGridEvent), ...counts] as never);
      calendar.current!.setOption("dayMaxEvents", maxEvents);
    };
    const showAll = () => {
      const { view, items, date } = latest.current;
      show(view === "month" ? printedItemsOf(items, daysIn(rangeOf(view, date)).map(dateTextOf)) : drawing.current, false);
    };
    const showSome = () => show(drawing.current, true);
    addEventListener("beforeprint", showAll);
    addEventListener("afterprint", showSome);
    const noteDrag = () => {
      draggedAt.current = Date.now();
      restack();
    };
    const observer = new MutationObserver(() => {
      fixRoles(root);
      countAll();
      keepFocus();
    });
    observer.observe(root, { childList: true, subtree: true });
    calendar.current = createCalendar(root, [DayGrid, TimeGrid, Interaction], {
      ...options,
      locale: dateLocale(),
      firstDay: firstWeekday(),
      height: "100%",
      headerToolbar: { start: "", center: "", end: "" },
      allDayContent: allDay,
      buttonText: { close: texts.close },
      moreLinkContent: ({ num }: { num: number }) => ({ domNodes: moreParts(num, fillText(more, num)) }),
      dayHeaderFormat: (day: Date) => ({ domNodes: dayHeadParts(day, latest.current.view !== "month") }),
      dayMaxEvents: true,
      nowIndicator: true,
      // Of hours in German, the library has "08:10–09:40 Uhr" beside "8:10".
      ...(!hasHalfDays() && {
        eventTimeFormat: (start: Date, end: Date | null) => [start, ...(end ? [end] : [])].map(localClock).join("–"),
      }),
      scrollTime: "07:00:00",
      slotEventOverlap: false,
      slotHeight: 30,
      snapDuration: "00:15:00",
      longPressDelay: 350,
      eventContent: ({ event, timeText }: { event: { id: unknown; title: unknown; display: string }; timeText: string }) => {
        const found = gridItemOf(String(event.id));
        const draggedTo = event.display === "preview" ? timeText : undefined;
        return {
          domNodes: [found ? eventButton(found, draggedTo, allDay, latest.current.view === "month") : new Text(String(event.title))],
        };
      },
      dateClick: ({ dateStr, allDay: isDay }: { dateStr: string; allDay: boolean }) => {
        if (latest.current.mayAdd) latest.current.onAdd(usualTimes(dateStr.slice(0, isDay ? 10 : 19), isDay));
      },
      select: ({ startStr, endStr, allDay: isDay }: { startStr: string; endStr: string; allDay: boolean }) =>
        latest.current.onAdd({ start: startStr.slice(0, isDay ? 10 : 19), end: endStr.slice(0, isDay ? 10 : 19), allDay: isDay }),
      eventDragStart: restack,
      eventResizeStart: restack,
      eventDragStop: noteDrag,
      eventResizeStop: noteDrag,
      eventDrop: ({ event, delta, jsEvent, revert }: { event: { id: unknown }; delta: Length; jsEvent: MouseEvent; revert(): void }) => {
        revert();
        const found = gridItemOf(String(event.id));
        if (!found) return;
        const { view, date } = latest.current;
        const crossed = view === "month" ? undefined : crossedTimes(jsEvent, found.times.allDay, dateTextOf(rangeOf(view, date).from));
        // The form of the event asks for what is missing.
        if (crossed && !found.mayConvert) latest.current.onOpen(found.item);
        else move(found, crossed ?? movedTimes(found.times, lengthOf(delta), lengthOf(delta)));
      },
      eventResize: ({
        event,
        startDelta,
        endDelta,
        revert,
      }: {
        event: { id: unknown };
        startDelta?: Length;
        endDelta?: Length;
        revert(): void;
      }) => {
        revert();
        const found = gridItemOf(String(event.id));
        if (found) move(found, movedTimes(found.times, lengthOf(startDelta), lengthOf(endDelta)));
      },
    } as never);
    given.current = Object.fromEntries(Object.entries(options).map(([name, value]) => [name, JSON.stringify(value)]));
    return () => {
      observer.disconnect();
      removeEventListener("beforeprint", showAll);
      removeEventListener("afterprint", showSome);
      void destroyCalendar(calendar.current!);
    };
  }, [currentLanguage.get()]);

  useEffect(() => {
    const grid = calendar.current!;
    for (const [name, value] of Object.entries(options)) {
      const text = JSON.stringify(value);
      if (given.current[name] === text) continue;
      given.current[name] = text;
      grid.setOption(name as never, value as never);
      if (name === "events") restack();
    }
  });

  useEffect(() => countOthers(element.current!, others, more));

  /** Before the library shows what a day has. */
  const drawWholeDay = (event: MouseEvent | KeyboardEvent) => {
    const day = (event.target as HTMLElement).closest(".ec-day-foot") && dateOfDay(event.target as HTMLElement);
    if (day && (event.type === "click" || (event as KeyboardEvent).key === "Enter")) setWholeDay(day);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const key = (event.target as HTMLElement).closest<HTMLElement>("[data-key]")?.dataset.key;
    const found = key === undefined ? undefined : gridItemOf(key);
    handledByKey.current = undefined;
    const keyMove = found?.mayMove ? keyMoveOf(event, view === "month" || found.times.allDay) : undefined;
    if (!found || !keyMove) return;
    event.preventDefault();
    handledByKey.current = key;
    move(found, movedTimes(found.times, keyMove.start, keyMove.end));
  };
  const onClick = ({ target, detail }: MouseEvent) => {
    const key = (target as HTMLElement).closest<HTMLElement>("[data-key]")?.dataset.key;
    const found = key === undefined ? undefined : gridItemOf(key);
    // The end of a drag is no click.
    if (!found || Date.now() - draggedAt.current <= 300) return;
    if (detail === 0) handledByKey.current = key;
    props.onOpen(found.item);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys reach it from the events in it
    <div
      ref={element}
      class={`calendar-grid ${view}`}
      onKeyDownCapture={drawWholeDay}
      onKeyDown={onKeyDown}
      onClickCapture={drawWholeDay}
      onClick={onClick}
      onPointerDown={() => {
        handledByKey.current = undefined;
        props.onPress();
      }}
    />
  );
}

interface Length {
  readonly days: number;
  readonly seconds: number;
}
const lengthOf = (length: Length | undefined): number => (length ? length.days * 86_400_000 + length.seconds * 1_000 : 0);

function toGridEvent({ item, times, mayMove }: GridItem) {
  const color = colorOf(item.sensor);
  return {
    id: item.key,
    title: item.title || "–",
    ...times,
    editable: mayMove,
    classNames: isCanceled(item) ? ["canceled"] : [],
    styles: color === undefined ? [] : [`--color: ${color}`],
  };
}

/** No day of a month has room for more events: it has at least four weeks, and an event 18 pixels. */
const mostRows = (): number => Math.ceil(Math.max(480, innerHeight - 180) / 72);

/** Draws again when the window has another size. */
function useWindowSize(): void {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const onResize = () => redraw(0);
    addEventListener("resize", onResize);
    return () => removeEventListener("resize", onResize);
  }, []);
}

/** A day as the library has it: midnight on the clock of the browser. */
const localDate = (day: Date): Date => new Date(`${dateTextOf(day)}T00:00`);

/** Says on paper, below the items of a day, how many others it has. */
const toCountEvent = (date: string, title: string) => ({
  ...{ id: `others ${date}`, start: `${date}T23:59:00`, end: `${date}T23:59:59`, title },
  ...{ editable: false, backgroundColor: "transparent" },
});
