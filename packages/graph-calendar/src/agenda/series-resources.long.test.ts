import { type CalendarComponent, type CalendarTime, definePlugin } from "@casement/core";
import { addDays, parseInstant } from "@casement/graph-time";
import { createTestHost } from "@casement/testing";
import { RRuleTemporal } from "rrule-temporal";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { storedCalendarEvent } from "../calendar-event.ts";
import { syncCalendarEvents } from "../feeds/sync-calendar-events.ts";
import { createCalendarAgenda } from "./calendar-agenda.ts";

const ada = "ada@contoso.example";
const day = 86_400_000;

/** The default calendar, and nothing else. */
const plugin = definePlugin({
  id: "calendar",
  title: "Calendar",
  scopes: { "Calendars.Read": { tier: "read", why: "Show it" } },
  feeds: {
    events: {
      scope: "Calendars.Read",
      every: "6h",
      item: storedCalendarEvent,
      sync: (call) => syncCalendarEvents(call, { graph: call.graph, path: "/me/calendar", basic: false }),
      agenda: createCalendarAgenda([]),
    },
  },
  sensors: {
    calendar: {
      title: "Calendar",
      feed: "events",
      value: z.object({ state: z.number() }),
      view: ({ items }) => ({ value: { state: items.size } }),
    },
  },
});

const patterns: readonly object[] = [
  { type: "daily", interval: 1 },
  { type: "daily", interval: 5 },
  { type: "weekly", interval: 1, daysOfWeek: ["monday", "thursday"] },
  { type: "weekly", interval: 2, daysOfWeek: ["thursday", "sunday"], firstDayOfWeek: "sunday" },
  { type: "absoluteMonthly", interval: 1, dayOfMonth: 5 },
  { type: "relativeMonthly", interval: 1, daysOfWeek: ["thursday"], index: "first" },
  { type: "relativeMonthly", interval: 1, daysOfWeek: ["friday"], index: "last" },
  { type: "absoluteYearly", interval: 1, month: 3, dayOfMonth: 5 },
];

/** The moments at which a program shows the occurrences of a resource, by RFC 5545 alone. */
function expand([first, ...overrides]: readonly CalendarComponent[], zone: string, from: number, until: number): number[] {
  // A day is midnight in the account's time zone.
  const moment = ({ at, zone: own }: CalendarTime) =>
    parseInstant(at.length === 10 ? `${at}T00:00:00` : at, own ?? (at.endsWith("Z") ? "UTC" : zone)).getTime();
  const start = first!.dtstart!;
  const isDay = start.at.length === 10;
  const tzid = start.zone ?? (isDay ? zone : "UTC");
  const text = `${isDay ? `${start.at}T00:00:00` : start.at.replace("Z", "")}`.replaceAll(/[-:]/g, "");
  const rule = new RRuleTemporal({ rruleString: `DTSTART;TZID=${tzid}:${text}\nRRULE:${first!.rrule}` });
  const regular = rule.between(new Date(from - 2 * day), new Date(until + 2 * day), true).map((time) => time.toInstant().epochMilliseconds);
  const left = new Set([...(first!.exdate ?? []), ...overrides.map(({ recurrenceId }) => recurrenceId!)].map(moment));
  const moved = overrides.map(({ dtstart }) => moment(dtstart!));
  return [...regular.filter((at) => !left.has(at)), ...moved].filter((at) => at >= from && at < until).sort((a, b) => a - b);
}

describe.each([
  ["UTC", "Europe/Berlin"],
  ["Europe/Berlin", "Europe/Berlin"],
  ["America/New_York", "Europe/Berlin"],
  ["Pacific/Auckland", "Asia/Kolkata"],
  ["Asia/Kolkata", "America/New_York"],
])("a series of %s in an account of %s", (zone, timeZone) => {
  it("has the same occurrences for calendar programs as in Outlook, with deleted and moved ones", async () => {
    await using t = await createTestHost({ plugins: [{ plugin }], account: { timeZone }, agenda: { from: -90, to: 365 }, signedOut: true });
    const { calendar } = t.emulator.control;
    const first = "2026-01-05";
    const time = (clock: string, date: string) => ({ dateTime: `${date}T${clock}`, timeZone: zone });
    const series = patterns.flatMap((pattern, n) =>
      (n % 3 === 0 ? [false, true] : [false]).map((isAllDay) => {
        const { id } = calendar.createEvent(ada, {
          subject: `${n} ${isAllDay ? "days" : "times"}`,
          isAllDay,
          start: time(isAllDay ? "00:00:00" : "09:30:00", first),
          end: isAllDay ? time("00:00:00", addDays(first, 1)) : time("10:15:00", first),
          recurrence: { pattern, range: { type: "noEnd", startDate: first, recurrenceTimeZone: zone } },
        });
        return { id, isAllDay };
      }),
    );
    const occurrences = calendar.view(ada, "2026-02-01T00:00:00Z", "2026-08-01T00:00:00Z");
    for (const { id, isAllDay } of series) {
      const [, second, third, , fifth] = occurrences.filter(({ seriesMasterId }) => seriesMasterId === id);
      if (second) calendar.deleteEvent(ada, second.id);
      if (third) calendar.patchEvent(ada, third.id, { subject: "Another" });
      if (fifth && !isAllDay)
        calendar.patchEvent(ada, fifth.id, { start: time("20:00:00", "2026-06-01"), end: time("21:00:00", "2026-06-01") });
    }
    await t.signIn();
    const [collection] = await t.account.collections();
    const heads = await collection!.heads();
    const resources = await collection!.read(heads.map(({ group }) => group));
    expect(resources.length).toBeGreaterThan(patterns.length);
    const [from, until] = [Date.parse("2026-01-20T12:00:00Z"), Date.parse("2026-12-20T12:00:00Z")];
    for (const [n, resource] of resources.entries()) {
      const { components } = resource!;
      const shown = heads[n]!.spans.map(([at]) => at)
        .filter((at) => at >= from && at < until)
        .sort((a, b) => a - b);
      expect(shown.length).toBeGreaterThan(0);
      expect([components[0].summary, expand(components, timeZone, from, until)]).toEqual([components[0].summary, shown]);
    }
  });
});
