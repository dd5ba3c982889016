import type { Account, CallContext } from "@casement/core";
import type { CalendarSource } from "@casement/graph-calendar";
import type { CalendarConfig } from "./config.ts";

/** `/me/calendars/{id}`. */
export function calendarPathOf({ mailbox }: Account, calendar: string): string {
  return `${mailbox}/calendars/${encodeURIComponent(calendar)}`;
}

export function calendarSourceOf({ graph, account, config }: CallContext<CalendarConfig>, calendar: string): CalendarSource {
  return { graph, path: calendarPathOf(account, calendar), basic: config.basic };
}
