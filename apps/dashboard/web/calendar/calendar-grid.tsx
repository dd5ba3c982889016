import { createCalendar, DayGrid, destroyCalendar, Interaction, TimeGrid } from "@event-calendar/core";
import "@event-calendar/core/index.css";
import { useEffect, useRef } from "preact/hooks";
import { firstWeekday } from "../sensors/agenda-entry.ts";
import { isCanceled, type SensorItem } from "../sensors/sensor-item.ts";
import { colorOf } from "../sensors/sensor-state.ts";
import { sensorTitleOf } from "../texts/plugin-texts.ts";
import { currentLanguage, fillText, useTexts } from "../texts/texts.ts";
import { dateLocale, dateTextOf, formatTime, parseTime } from "../texts/times.ts";
import { offsetOf } from "../texts/wall-time.ts";
import { type CalendarView, rangeOf } from "./calendar-range.ts";
import { calendarTexts } from "./calendar-texts.ts";
import { crossedTimes } from "./crossed-times.ts";
import { areEqual, type GridTimes, movedTimes, usualTimes } from "./grid-times.ts";
import { keyMoveOf } from "./key-move.ts";
import { wallClockOf } from "./when-text.ts";

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
const minute = 60_000;

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
  const movedByKey = useRef<string | undefined>(undefined);
  const draggedAt = useRef(0);
  const gapChange = useRef(0);
  /** What the library has. Setting an option again draws everything again. */
  const given = useRef<Record<string, string>>({});
  const options = {
    view: views[view],
    date: localDate(date),
    events: items.map((each) => toGridEvent(each)),
    highlightedDates: unknownDays.map(localDate),
    selectable: mayAdd,
    // The library knows no zones by name. The offset decides which day is today, and where the line of now is.
    timeZone: offsetOf(now, zone),
  };
  /** Putting an event down where it was is no move. */
  const move = ({ item, times }: GridItem, to: GridTimes) => {
    if (!areEqual(to, times)) latest.current.onMove(item, to);
  };
  const gridItemOf = (id: string): GridItem | undefined => latest.current.items.find(({ item }) => item.key === id);

  useEffect(() => {
    const root = element.current!;
    // An event that was moved with a key is drawn again, and its button gets the focus back.
    const keepFocus = () => {
      const key = movedByKey.current;
      if (key !== undefined && document.activeElement === document.body)
        root.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
    };
    // On paper there is no button that shows the others of a day.
    const showAll = () => calendar.current!.setOption("dayMaxEvents", false);
    const showSome = () => calendar.current!.setOption("dayMaxEvents", true);
    addEventListener("beforeprint", showAll);
    addEventListener("afterprint", showSome);
    const noteDrag = () => {
      draggedAt.current = Date.now();
    };
    const observer = new MutationObserver(() => {
      fixRoles(root);
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
      dayHeaderFormat: (day: Date) =>
        formatTime(new Date(Date.UTC(day.getFullYear(), day.getMonth(), day.getDate())), {
          weekday: "short",
          ...(latest.current.view !== "month" && { day: "numeric" }),
          timeZone: "UTC",
        }),
      dayMaxEvents: true,
      nowIndicator: true,
      scrollTime: "07:00:00",
      slotEventOverlap: false,
      slotHeight: 30,
      snapDuration: "00:15:00",
      longPressDelay: 350,
      eventContent: ({ event, timeText }: { event: { id: unknown }; timeText: string }) => {
        const found = gridItemOf(String(event.id));
        return found && { domNodes: [eventButton(found, timeText, allDay)] };
      },
      dateClick: ({ dateStr, allDay: isDay }: { dateStr: string; allDay: boolean }) => {
        if (latest.current.mayAdd) latest.current.onAdd(usualTimes(dateStr.slice(0, isDay ? 10 : 19), isDay));
      },
      select: ({ startStr, endStr, allDay: isDay }: { startStr: string; endStr: string; allDay: boolean }) =>
        latest.current.onAdd({ start: startStr.slice(0, isDay ? 10 : 19), end: endStr.slice(0, isDay ? 10 : 19), allDay: isDay }),
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
      // The library stacks events of a day before it knows the new ones. A new gap makes it stack them again.
      if (name !== "events") continue;
      gapChange.current = 0.001 - gapChange.current;
      setTimeout(() => grid.setOption("eventGap", 1 + gapChange.current));
    }
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const key = (event.target as HTMLElement).closest<HTMLElement>("[data-key]")?.dataset.key;
    const found = key === undefined ? undefined : gridItemOf(key);
    movedByKey.current = undefined;
    const keyMove = found?.mayMove ? keyMoveOf(event, view === "month" || found.times.allDay) : undefined;
    if (!found || !keyMove) return;
    event.preventDefault();
    movedByKey.current = key;
    move(found, movedTimes(found.times, keyMove.start, keyMove.end));
  };
  const onClick = ({ target }: MouseEvent) => {
    const key = (target as HTMLElement).closest<HTMLElement>("[data-key]")?.dataset.key;
    const found = key === undefined ? undefined : gridItemOf(key);
    // The end of a drag is no click.
    if (found && Date.now() - draggedAt.current > 300) props.onOpen(found.item);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys reach it from the events in it
    <div
      ref={element}
      class={`calendar-grid ${view}`}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onPointerDown={() => {
        movedByKey.current = undefined;
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

function toGridEvent({ item, times, mayMove }: GridItem): object {
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

/** What fills an event: a button with its time and title, and for screen readers its day and calendar. */
function eventButton({ item, times, mayMove }: GridItem, timeText: string, allDay: string): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  const isShort = !times.allDay && Date.parse(`${times.end}Z`) - Date.parse(`${times.start}Z`) < 45 * minute;
  button.className = isShort ? "event-button short" : "event-button";
  button.dataset.key = item.key;
  if (mayMove) button.setAttribute("aria-keyshortcuts", "Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight");
  const add = (className: string, text: string) => {
    const part = document.createElement("span");
    part.className = className;
    part.textContent = text;
    if (text !== "") button.append(part, " ");
  };
  // A short event has room for one of its times.
  add("ec-event-time", times.allDay ? "" : isShort ? wallClockOf(times.start) : timeText);
  add("ec-event-title", item.title || "–");
  const day = formatTime(parseTime(times.start.slice(0, 10)), { dateStyle: "full" });
  add("hidden", [times.allDay ? allDay : "", day, sensorTitleOf(item.sensor)].filter(Boolean).join(", "));
  return button;
}

/** How many more events a day has: on a phone, only the number is seen. */
function moreParts(count: number, text: string): HTMLElement[] {
  const [short, long] = [document.createElement("span"), document.createElement("span")];
  short.className = "more-count";
  short.ariaHidden = "true";
  short.textContent = `+${count}`;
  long.className = "more-text";
  long.textContent = text;
  return [short, long];
}

/** A day as the library has it: midnight on the clock of the browser. */
const localDate = (day: Date): Date => new Date(`${dateTextOf(day)}T00:00`);

/** The library calls itself a table, without the cells of one. To a screen reader, headings and buttons with their day say more. */
function fixRoles(element: HTMLElement): void {
  for (const part of element.querySelectorAll(".ec, .ec [role]:not([role=button], [role=dialog])")) {
    part.removeAttribute("role");
    for (const name of ["aria-colindex", "aria-rowindex", "aria-colspan"]) part.removeAttribute(name);
  }
  // A label on an element without a role says nothing.
  for (const part of element.querySelectorAll(".ec-main time[aria-label], .ec-main span[aria-label]")) part.removeAttribute("aria-label");
}
