import { sensorLabelOf } from "../texts/sensor-labels.ts";
import { fillText } from "../texts/texts.ts";
import { dateLocale, formatTime, parseTime } from "../texts/times.ts";
import type { GridItem } from "./calendar-grid.tsx";
import type { GridTimes } from "./grid-times.ts";
import { wallClockOf } from "./when-text.ts";

const minute = 60_000;

/** The library has wall times on the clock of the browser. */
const asUtc = (local: Date): Date =>
  new Date(Date.UTC(local.getFullYear(), local.getMonth(), local.getDate(), local.getHours(), local.getMinutes()));

/** Whether the clock goes to twelve. */
export const hasHalfDays = (): boolean => new Intl.DateTimeFormat(dateLocale(), { hour: "numeric" }).resolvedOptions().hour12 === true;
export const localClock = (at: Date): string => formatTime(asUtc(at), { hour: "numeric", minute: "2-digit", timeZone: "UTC" });

/** The library writes times on the clock of the browser, which skips an hour on another day than that of the page. */
function timeTextOf({ start, end }: GridTimes): string {
  if (!hasHalfDays()) return `${wallClockOf(start)}–${wallClockOf(end)}`;
  const format = new Intl.DateTimeFormat(dateLocale(), { hour: "numeric", minute: "2-digit", timeZone: "UTC" });
  return format.formatRange(new Date(`${start}Z`), new Date(`${end}Z`));
}

/**
 * What fills an event: a button with its time and title, and for screen readers its day and calendar. `draggedTo`: where it would be, while it is
 * dragged. `hasOneLine`: as in a month.
 */
export function eventButton(
  { item, times, mayMove }: GridItem,
  draggedTo: string | undefined,
  allDay: string,
  hasOneLine: boolean,
): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  const length = times.allDay ? Number.POSITIVE_INFINITY : (Date.parse(`${times.end}Z`) - Date.parse(`${times.start}Z`)) / minute;
  const isShort = length < 45;
  button.className = isShort ? "event-button short" : length < 60 ? "event-button brief" : "event-button";
  button.dataset.key = item.key;
  if (mayMove) button.setAttribute("aria-keyshortcuts", "Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight");
  const add = (className: string, text: string) => {
    const part = document.createElement("span");
    part.className = className;
    part.textContent = text;
    if (text !== "") button.append(part, " ");
  };
  // One line has room for one of the times.
  add("ec-event-time", times.allDay ? "" : isShort || hasOneLine ? wallClockOf(times.start) : (draggedTo ?? timeTextOf(times)));
  add("ec-event-title", item.title || "–");
  const day = formatTime(parseTime(times.start.slice(0, 10)), { dateStyle: "full" });
  add("hidden", [times.allDay ? allDay : "", day, sensorLabelOf(item.sensor)].filter(Boolean).join(", "));
  return button;
}

/** The day of the week, and below or beside it that of the month. */
export function dayHeadParts(day: Date, withNumber: boolean): HTMLElement[] {
  const [name, number] = [document.createElement("span"), document.createElement("span")];
  name.textContent = formatTime(asUtc(day), { weekday: "short", timeZone: "UTC" });
  number.className = "day-number";
  number.textContent = ` ${day.getDate()}`;
  return withNumber ? [name, number] : [name];
}

/** How many more events a day has: on a phone, only the number is seen. */
export function moreParts(count: number, text: string): HTMLElement[] {
  const [short, long] = [document.createElement("span"), document.createElement("span")];
  short.className = "more-count";
  short.ariaHidden = "true";
  short.textContent = `+${count}`;
  long.className = "more-text";
  long.textContent = text;
  long.dataset.count = String(count);
  return [short, long];
}

/** The library counts what it has. A full day has others. */
export function countOthers(element: HTMLElement, others: ReadonlyMap<string, number>, more: string): void {
  for (const long of element.querySelectorAll<HTMLElement>(".more-text")) {
    const count = Number(long.dataset.count) + (others.get(dateOfDay(long) ?? "") ?? 0);
    const text = fillText(more, count);
    // What is written again is a change, after which this is called again.
    if (long.textContent === text) continue;
    long.textContent = text;
    long.previousElementSibling!.textContent = `+${count}`;
  }
}

/** The day of a month in which an element is. */
export const dateOfDay = (element: HTMLElement): string | undefined => element.closest(".ec-day")?.querySelector("time")?.dateTime;

/** The library calls itself a table, without the cells of one. To a screen reader, headings and buttons with their day say more. */
export function fixRoles(element: HTMLElement): void {
  for (const part of element.querySelectorAll(".ec, .ec [role]:not([role=button], [role=dialog])")) {
    part.removeAttribute("role");
    for (const name of ["aria-colindex", "aria-rowindex", "aria-colspan"]) part.removeAttribute(name);
  }
  // A label on an element without a role says nothing.
  for (const part of element.querySelectorAll(".ec-main time[aria-label], .ec-main span[aria-label]")) part.removeAttribute("aria-label");
}
