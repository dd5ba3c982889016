import type { Account, CalendarComponent, CalendarResource } from "@casement/core";
import { expect } from "vitest";
import type { EventPlan } from "../../src/agenda/event-plan.ts";
import { eventResource } from "../../src/agenda/event-resource.ts";
import { planEvent } from "../../src/agenda/plan-event.ts";
import type { CalendarEventItem } from "../../src/calendar-event.ts";
import type { CalendarViewData } from "../../src/sensors/view-calendar.ts";

export const me = "ada@contoso.example";
export const account = { timeZone: "Europe/Berlin", username: me, mailbox: "/me" } as Account;
export const now = new Date("2026-03-02T08:00:00Z");
export const at = (text: string) => ({ at: text, zone: "Europe/Berlin" });

export const single: CalendarEventItem = {
  type: "single",
  subject: "Lunch",
  start: "2026-03-03T12:00:00+01:00",
  end: "2026-03-03T13:00:00+01:00",
  allDay: false,
  uid: "u1",
  zone: "Europe/Berlin",
  startsAt: Date.parse("2026-03-03T11:00:00Z"),
  endsAt: Date.parse("2026-03-03T12:00:00Z"),
  showAs: "busy",
  reminder: 15,
  isOrganizer: true,
};
export const people = (mine: string) => [
  { email: me, type: "required", response: mine },
  { email: "ben@contoso.example", type: "required", response: "accepted" },
];
export const organized: CalendarEventItem = {
  ...single,
  organizer: { email: me },
  attendees: [{ email: "ben@contoso.example", type: "required", response: "none" }],
};
export const invited: CalendarEventItem = {
  ...single,
  organizer: { email: "ben@contoso.example" },
  attendees: people("none"),
  isOrganizer: false,
  responseStatus: "notResponded",
  showAs: "tentative",
};
export const seriesOf = (item: CalendarEventItem): CalendarEventItem => ({
  ...item,
  type: "series",
  recurrence: "FREQ=WEEKLY;BYDAY=TU;WKST=SU",
});

export type Edit = (components: CalendarComponent[]) => CalendarComponent[] | undefined;
export interface Options {
  items?: Record<string, CalendarEventItem>;
  notifies?: boolean;
  isElsewhere?: boolean;
  canRespond?: boolean;
  viewData?: CalendarViewData;
}

export function plan(item: CalendarEventItem | undefined, edit: Edit, options: Options = {}): EventPlan {
  const { items = item ? { e: item } : {}, notifies = true, isElsewhere = false, canRespond = true, viewData } = options;
  const map = new Map(Object.entries(items));
  const before = item && eventResource({ group: "e", items: map, account });
  const components = edit(structuredClone([...(before?.components ?? [])]) as CalendarComponent[]);
  const after = components && ({ uid: before?.uid ?? "new", components } as unknown as CalendarResource);
  const group = item && "e";
  const instance = { id: "c", title: "c", key: "c", viewData };
  return planEvent(
    { group, items: map, before, after, kept: undefined, instance, account, now, notifies, isElsewhere, requestId: "r" },
    canRespond,
  );
}
export const set =
  (change: Partial<CalendarComponent>): Edit =>
  ([first, ...rest]) => [{ ...first!, ...change }, ...rest];
export const respondsAs =
  (partstat: "ACCEPTED" | "TENTATIVE" | "DECLINED" | "NEEDS-ACTION", change: Partial<CalendarComponent> = {}): Edit =>
  ([first, ...rest]) => [
    { ...first!, ...change, attendees: (first!.attendees ?? []).map((each) => (each.email === me ? { ...each, partstat } : each)) },
    ...rest,
  ];
export const override =
  (recurrenceId: string, change: Partial<CalendarComponent>): Edit =>
  ([first, ...rest]) => {
    const { rrule: _rrule, exdate: _exdate, ...plain } = first!;
    const id = at(recurrenceId);
    return [first!, ...rest, { ...plain, recurrenceId: id, dtstart: id, dtend: at(recurrenceId.replace("T12", "T13")), ...change }];
  };
export const remove: Edit = () => undefined;
export const noon = "2026-03-10T12:00:00";
export const fresh: CalendarComponent = { dtstart: at("2026-03-05T09:00:00"), dtend: at("2026-03-05T10:00:00"), summary: "New" };
export const ben = { email: "ben@contoso.example", partstat: "NEEDS-ACTION" } as const;
export const cleo = { email: "cleo@contoso.example", partstat: "NEEDS-ACTION" } as const;

export type Row = [what: string, item: CalendarEventItem | undefined, edit: Edit, expected: unknown, options?: Options];
export const calls = (sends: string, ...list: [service: string, input: object][]) => ({
  sends,
  calls: list.map(([service, input]) => expect.objectContaining({ service, input: expect.objectContaining(input) })),
});
export const organizerOnly = expect.objectContaining({ refused: "attendee-change" });
export const impossible = expect.objectContaining({ refused: "unsupported" });
