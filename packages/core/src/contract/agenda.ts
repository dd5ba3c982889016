import type { AgendaWrites } from "./agenda-writes.ts";
import type { Account } from "./context.ts";

// What calendar programs see of a feed: plain values named after RFC 5545. Absent means empty. JSON.

/**
 * Makes each key of a feed a collection for calendar programs. All functions are pure.
 *
 *     agenda: {
 *       component: "VTODO",
 *       version: 1,
 *       group: (id) => id,
 *       read: ({ group, items }) => ({ uid: group, components: [{ summary: items.get(group)!.title }] }),
 *       spans: () => [],
 *     }
 */
export interface Agenda<Item> {
  readonly component: "VEVENT" | "VTODO";
  /** Increase it when `read` returns something else for the same items: all resources then count as changed where they differ. */
  readonly version: number;
  /** The items of one resource share a group. The group of an exception is the id of its series. */
  group(id: string, item: Item): string;
  /** The resource of a group. Undefined for one that is not shown. `kept`: what the plan of a write kept with it. */
  read(of: AgendaReading<Item>): CalendarResource | undefined;
  /** When the resource's occurrences are, as far as the feed has them, in milliseconds since 1970. Answers searches for a time range. */
  spans(of: { readonly items: ReadonlyMap<string, Item> }): Iterable<CalendarSpan>;
  /** What a sensor would need from the key so that it has these days, counted from today. Omit it if a key always has everything. JSON. */
  needs?(days: AgendaDays): unknown;
  /** How to find what is outside of these days. Omit it if a key always has everything. */
  readonly search?: AgendaSearch;
  /** What writes of clients mean. Omit it for an agenda that is only read. */
  readonly writes?: AgendaWrites<Item>;
}

/** The argument of `Agenda.read`. */
export interface AgendaReading<Item> {
  readonly group: string;
  readonly items: ReadonlyMap<string, Item>;
  readonly account: Account;
  readonly kept?: unknown;
}

/** Finds what is outside of the days that the feed has, by a service of the plugin. What is found is then read into the feed. */
export interface AgendaSearch {
  /** A service that lists what is in a range, with `effect: "read"`. */
  readonly service: string;
  /** The input of the service for a range of at most five years. The host adds `sensor`. */
  input(range: CalendarSpan): Readonly<Record<string, unknown>>;
  /** What the service found: groups, and when they are. */
  found(of: { readonly result: unknown; readonly account: Account }): Iterable<readonly [group: string, span: CalendarSpan]>;
}

/** The days that calendar programs are to see, counted from today: `{ from: -90, to: 365 }`. */
export interface AgendaDays {
  readonly from: number;
  readonly to: number;
}

/** From (inclusive) and until (exclusive), in milliseconds since 1970. */
export type CalendarSpan = readonly [from: number, until: number];

/** What has one UID and one address: an event or a task, or a series, which comes first, with its overrides. */
export interface CalendarResource {
  readonly uid: string;
  readonly components: readonly [CalendarComponent, ...CalendarComponent[]];
}

/** One VEVENT or VTODO. Its properties have the names of RFC 5545 and RFC 7986 in camel case. */
export interface CalendarComponent {
  /** Of an override: the start that the rule gave to the occurrence. */
  readonly recurrenceId?: CalendarTime;
  readonly dtstart?: CalendarTime;
  readonly dtend?: CalendarTime;
  readonly due?: CalendarTime;
  /** ISO 8601 in UTC. */
  readonly completed?: string;
  /** ISO 8601 in UTC. */
  readonly created?: string;
  /** ISO 8601 in UTC. */
  readonly lastModified?: string;
  readonly summary?: string;
  /** Plain text. */
  readonly description?: string;
  readonly location?: string;
  readonly url?: string;
  /** Address of the online meeting. */
  readonly conference?: string;
  readonly status?: "TENTATIVE" | "CONFIRMED" | "CANCELLED" | "NEEDS-ACTION" | "IN-PROCESS" | "COMPLETED";
  readonly transp?: "OPAQUE" | "TRANSPARENT";
  readonly class?: "PUBLIC" | "PRIVATE" | "CONFIDENTIAL";
  /** 1 (highest) to 9. */
  readonly priority?: number;
  readonly percentComplete?: number;
  readonly categories?: readonly string[];
  readonly organizer?: CalendarPerson;
  readonly attendees?: readonly CalendarAttendee[];
  readonly rrule?: string;
  readonly exdate?: readonly CalendarTime[];
  readonly alarm?: CalendarAlarm;
  /** Properties whose names begin with `X-`. */
  readonly xProperties?: Readonly<Record<string, string>>;
}

/**
 * A day ("2026-03-29"), a moment in UTC ("2026-03-29T07:00:00Z"), or the time on the wall ("2026-03-29T09:00:00") in an IANA zone. What clients
 * write can lack the zone: then it is the account's.
 */
export interface CalendarTime {
  readonly at: string;
  readonly zone?: string;
}

export interface CalendarPerson {
  readonly email: string;
  readonly name?: string;
  /** The client notifies this person itself, or wants that nobody does (SCHEDULE-AGENT, RFC 6638). Only in what clients write. */
  readonly isNotified?: false;
}

export interface CalendarAttendee extends CalendarPerson {
  readonly partstat: "NEEDS-ACTION" | "ACCEPTED" | "TENTATIVE" | "DECLINED";
  readonly role?: "REQ-PARTICIPANT" | "OPT-PARTICIPANT";
  readonly cutype?: "INDIVIDUAL" | "RESOURCE";
}

/** Minutes before the start, or a moment (ISO 8601 in UTC). */
export type CalendarAlarm = { readonly minutesBefore: number } | { readonly at: string };
