import { invalidInput } from "@casement/core";
import type { CalendarEventItem } from "../calendar-event.ts";

export type FoundEvent = readonly [id: string, item: CalendarEventItem];

/** The last event of a page. The next page begins after it, whatever was added or removed meanwhile. */
export interface ListedUntil {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly id: string;
}

/** The order of a list of events. */
export const inListOrder = ([idA, a]: FoundEvent, [idB, b]: FoundEvent): number =>
  a.startsAt - b.startsAt || a.endsAt - b.endsAt || (idA < idB ? -1 : 1);

export const isAfter = ([id, { startsAt, endsAt }]: FoundEvent, until: ListedUntil): boolean =>
  (startsAt - until.startsAt || endsAt - until.endsAt || Number(id > until.id)) > 0;

export const pageCursorOf = ([id, { startsAt, endsAt }]: FoundEvent): string => `${startsAt},${endsAt},${id}`;

/** @throws CasementError for a text that no page returned */
export function readPageCursor(cursor: string | undefined): ListedUntil | undefined {
  if (cursor === undefined) return undefined;
  const [, startsAt, endsAt, id] = /^(-?\d{1,15}),(-?\d{1,15}),(.+)$/.exec(cursor) ?? [];
  if (id === undefined) throw invalidInput("cursor", "is not the `cursor` of a previous page");
  return { startsAt: Number(startsAt), endsAt: Number(endsAt), id };
}
