import { describe, expect, it } from "vitest";
import {
  at,
  ben,
  calls,
  cleo,
  fresh,
  impossible,
  invited,
  me,
  noon,
  organized,
  organizerOnly,
  override,
  plan,
  type Row,
  remove,
  respondsAs,
  seriesOf,
  set,
  single,
} from "../../test/agenda/event-plan.fixture.ts";
import type { CalendarEventItem } from "../calendar-event.ts";

const rows: Row[] = [
  [
    "new, nobody invited",
    undefined,
    () => [fresh],
    calls("nothing", ["create-event", { subject: "New", start: "2026-03-05T09:00:00", timeZone: "Europe/Berlin" }]),
  ],
  [
    "new, I invite",
    undefined,
    () => [{ ...fresh, organizer: { email: me }, attendees: [ben] }],
    calls("invitations", ["create-event", { attendees: [{ email: ben.email, type: "required" }] }]),
  ],
  [
    "new, its end in another time zone",
    undefined,
    () => [{ ...fresh, dtend: { at: "2026-03-05T08:00:00", zone: "America/New_York" } }],
    calls("nothing", ["create-event", { start: "2026-03-05T09:00:00", end: "2026-03-05T14:00:00", timeZone: "Europe/Berlin" }]),
  ],
  [
    "new, from UTC to a time zone",
    undefined,
    () => [{ ...fresh, dtstart: { at: "2026-03-05T09:00:00Z" }, dtend: { at: "2026-03-05T08:00:00", zone: "America/New_York" } }],
    calls("nothing", ["create-event", { start: "2026-03-05T09:00:00Z", end: "2026-03-05T13:00:00Z" }]),
  ],
  [
    "new, ends in another time zone before it starts",
    undefined,
    () => [{ ...fresh, dtend: { at: "2026-03-05T16:00:00", zone: "Asia/Kolkata" }, dtstart: at("2026-03-05T12:00:00") }],
    impossible,
  ],
  [
    "new, in the hour that is skipped",
    undefined,
    () => [{ ...fresh, dtstart: at("2026-03-29T02:30:00"), dtend: at("2026-03-29T03:45:00") }],
    calls("nothing", ["create-event", { start: "2026-03-29T03:30:00", end: "2026-03-29T03:45:00" }]),
  ],
  [
    "new, ends in the first of two hours by another time zone",
    undefined,
    () => [{ ...fresh, dtstart: at("2026-10-25T01:30:00"), dtend: { at: "2026-10-24T20:30:00", zone: "America/New_York" } }],
    calls("nothing", ["create-event", { start: "2026-10-25T01:30:00", end: "2026-10-25T02:30:00" }]),
  ],
  [
    "new, ends in the second of two hours by another time zone",
    undefined,
    () => [{ ...fresh, dtstart: at("2026-10-25T01:30:00"), dtend: { at: "2026-10-24T21:30:00", zone: "America/New_York" } }],
    calls("nothing", ["create-event", { start: "2026-10-25T01:30:00", end: "2026-10-25T01:30:00Z" }]),
  ],
  ["new, called off", undefined, () => [{ ...fresh, status: "CANCELLED" }], impossible],
  ["mine, called off by its status", organized, set({ status: "CANCELLED" }), impossible],
  [
    "new series that I invite to, with a deleted and a moved occurrence",
    undefined,
    () => [
      {
        ...fresh,
        rrule: "FREQ=DAILY;COUNT=4",
        exdate: [at("2026-03-06T09:00:00")],
        organizer: { email: me },
        attendees: [ben],
      },
      {
        ...fresh,
        recurrenceId: at("2026-03-07T09:00:00"),
        dtstart: at("2026-03-07T11:00:00"),
        dtend: at("2026-03-07T12:00:00"),
      },
    ],
    {
      sends: "invitations",
      calls: [
        { service: "create-event", input: expect.not.objectContaining({ attendees: expect.anything() }) },
        expect.objectContaining({ service: "remove-event", input: { occurrence: "2026-03-06" } }),
        { service: "modify-event", input: { attendees: [{ email: ben.email, type: "required" }] }, onCreated: true },
        expect.objectContaining({ service: "modify-event", input: expect.objectContaining({ occurrence: "2026-03-07" }) }),
      ],
    },
  ],
  [
    "new, somebody else's meeting",
    undefined,
    () => [{ ...fresh, organizer: { email: ben.email }, attendees: [{ ...ben, email: me }, cleo] }],
    organizerOnly,
  ],
  [
    "new, somebody else's meeting with me alone",
    undefined,
    () => [{ ...fresh, organizer: { email: ben.email }, attendees: [{ ...ben, email: me }] }],
    organizerOnly,
  ],
  [
    "new, with an organizer and nobody invited",
    undefined,
    () => [{ ...fresh, organizer: { email: "fair@example.org" } }],
    calls("nothing", ["create-event", { subject: "New" }]),
  ],
  [
    "new, the program invites by itself",
    undefined,
    () => [{ ...fresh, organizer: { email: me }, attendees: [{ ...ben, isNotified: false }] }],
    { sends: "nothing", calls: [{ service: "create-event", input: expect.not.objectContaining({ attendees: expect.anything() }) }] },
  ],
  [
    "organizer: the program tells by itself",
    organized,
    set({
      attendees: [
        { ...ben, isNotified: false },
        { ...cleo, isNotified: false },
      ],
    }),
    calls("nothing"),
  ],
  [
    "new series with an exception and a day out",
    undefined,
    () => [
      { ...fresh, rrule: "FREQ=WEEKLY", exdate: [at("2026-03-12T09:00:00")] },
      { ...fresh, recurrenceId: at("2026-03-19T09:00:00"), dtstart: at("2026-03-19T11:00:00"), dtend: at("2026-03-19T12:00:00") },
    ],
    calls(
      "nothing",
      ["create-event", { recurrence: "FREQ=WEEKLY" }],
      ["modify-event", { occurrence: "2026-03-19", start: "2026-03-19T11:00:00" }],
      ["remove-event", { occurrence: "2026-03-12" }],
    ),
  ],
  ["new, a rule that Outlook has not", undefined, () => [{ ...fresh, rrule: "FREQ=MONTHLY;BYMONTHDAY=1,15" }], impossible],
  ["alone: nothing but the stamp", single, set({ lastModified: "2027-01-01T00:00:00Z", xProperties: {} }), calls("nothing")],
  [
    "alone: title",
    single,
    set({ summary: "Brunch" }),
    { sends: "nothing", calls: [{ service: "modify-event", input: { id: "e", subject: "Brunch" } }] },
  ],
  [
    "alone: place cleared",
    { ...single, location: "Bistro" },
    ([first]) => [{ ...first!, location: undefined } as never],
    { sends: "nothing", calls: [{ service: "modify-event", input: { id: "e", location: null } }] },
  ],
  [
    "alone: somebody added",
    single,
    set({ organizer: { email: me }, attendees: [ben] }),
    calls("invitations", ["modify-event", { attendees: [{ email: ben.email, type: "required" }] }]),
  ],
  ["alone: removed", single, remove, calls("nothing", ["remove-event", { id: "e" }])],
  [
    "alone: text that was cut is not written back",
    { ...single, body: "Long…", bodyTruncated: true },
    set({ description: "Long… and more" }),
    calls("nothing"),
  ],
  [
    "organizer: reminder",
    organized,
    set({ alarm: { minutesBefore: 5 } }),
    { sends: "nothing", calls: [{ service: "modify-event", input: { id: "e", reminder: 5 } }] },
  ],
  [
    "organizer: time",
    organized,
    set({ dtend: at("2026-03-03T14:00:00") }),
    calls("updates", ["modify-event", { end: "2026-03-03T14:00:00" }]),
  ],
  [
    "organizer: somebody added, by itself",
    organized,
    set({ attendees: [ben, cleo] }),
    { sends: "updates", calls: [{ service: "modify-event", input: { id: "e", attendees: [expect.anything(), expect.anything()] } }] },
  ],
  [
    "organizer: time and somebody added: one change",
    organized,
    set({ attendees: [ben, cleo], summary: "Brunch" }),
    { sends: "updates", calls: [expect.anything()] },
  ],
  [
    "organizer: reminder and somebody added: apart",
    organized,
    set({ attendees: [ben, cleo], alarm: { minutesBefore: 5 } }),
    { sends: "updates", calls: [{ service: "modify-event", input: { id: "e", reminder: 5 } }, expect.anything()] },
  ],
  ["organizer: another's answer", organized, set({ attendees: [{ ...ben, partstat: "DECLINED" }] }), calls("nothing")],
  [
    "organizer: a program that knows no people",
    organized,
    ([first]) => [{ ...first!, organizer: undefined, attendees: undefined } as never],
    calls("nothing"),
  ],
  [
    "organizer: hands it over",
    organized,
    set({ organizer: { email: ben.email } }),
    expect.objectContaining({ refused: "organizer-change" }),
  ],
  ["organizer: removed", organized, remove, calls("cancellations", ["remove-event", { id: "e" }])],
  [
    "organizer: one occurrence moved",
    seriesOf(organized),
    override(noon, { dtstart: at("2026-03-10T15:00:00"), dtend: at("2026-03-10T16:00:00") }),
    calls("updates", ["modify-event", { occurrence: "2026-03-10", start: "2026-03-10T15:00:00" }]),
  ],
  [
    "organizer: one occurrence out",
    seriesOf(organized),
    set({ exdate: [at(noon)] }),
    calls("cancellations", ["remove-event", { id: "e", occurrence: "2026-03-10" }]),
  ],
  [
    "organizer: an occurrence brought back",
    { ...seriesOf(organized), cancelledDates: ["2026-03-10"] },
    ([first]) => [{ ...first!, exdate: undefined } as never],
    impossible,
  ],
  [
    "organizer: a program that writes all in UTC",
    seriesOf({ ...organized, cancelledDates: ["2026-03-10"] }),
    set({ dtstart: { at: "2026-03-03T11:00:00Z" }, dtend: { at: "2026-03-03T12:00:00Z" }, exdate: [{ at: "2026-03-10T11:00:00Z" }] }),
    calls("nothing"),
  ],
  [
    "organizer: one more day out, in UTC",
    seriesOf(organized),
    set({ exdate: [{ at: "2026-04-07T10:00:00Z" }] }),
    calls("cancellations", ["remove-event", { occurrence: "2026-04-07" }]),
  ],
  [
    "organizer: another rule",
    seriesOf(organized),
    set({ rrule: "FREQ=WEEKLY;BYDAY=TU;COUNT=4" }),
    calls("updates", ["modify-event", { id: "e", recurrence: "FREQ=WEEKLY;BYDAY=TU;COUNT=4" }]),
  ],
  ["organizer: the same rule in other words", seriesOf(organized), set({ rrule: "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU" }), calls("nothing")],
  [
    "organizer: a meeting from another calendar",
    undefined,
    () => [{ ...fresh, organizer: { email: me }, attendees: [ben] }],
    expect.objectContaining({ refused: "organizer-change" }),
    { isElsewhere: true },
  ],
  [
    "organizer: the last guest is removed",
    organized,
    set({ organizer: { email: me }, attendees: undefined } as never),
    calls("updates", ["modify-event", { attendees: [] }]),
  ],
  [
    "alone: an occurrence that the hub knows",
    seriesOf(single),
    set({ exdate: [at(noon)] }),
    { sends: "nothing", calls: [{ service: "remove-event", input: { id: "o1" }, mayBeGone: true }] },
    {
      items: {
        e: seriesOf(single),
        o1: {
          type: "occurrence",
          seriesMasterId: "e",
          start: "2026-03-10T12:00:00+01:00",
          end: "2026-03-10T13:00:00+01:00",
          startsAt: Date.parse("2026-03-10T11:00:00Z"),
          endsAt: Date.parse("2026-03-10T12:00:00Z"),
        } as CalendarEventItem,
      },
    },
  ],
  [
    "alone: an occurrence is called off by its status",
    seriesOf(single),
    override(noon, { status: "CANCELLED" }),
    calls("nothing", ["remove-event", { id: "e", occurrence: "2026-03-10" }]),
  ],
  [
    "alone: an alarm at a moment",
    single,
    set({ alarm: { at: "2026-03-03T10:30:00Z" } }),
    { sends: "nothing", calls: [{ service: "modify-event", input: { id: "e", reminder: 30 } }] },
  ],
  [
    "group: an event without people",
    { ...single, isOrganizer: false, organizer: { email: "group@contoso.example" } },
    set({ summary: "Brunch" }),
    calls("nothing", ["modify-event", { subject: "Brunch" }]),
    { canRespond: false },
  ],
  [
    "alone: somebody is invited, and an occurrence moved: the invitation comes last",
    seriesOf(single),
    (components) =>
      override(noon, { dtstart: at("2026-03-10T15:00:00"), dtend: at("2026-03-10T16:00:00") })(
        set({ organizer: { email: me }, attendees: [ben] })(components)!,
      ),
    calls("invitations", ["modify-event", { occurrence: "2026-03-10" }], ["modify-event", { attendees: [expect.anything()] }]),
  ],
  ["alone: the user alone is invited", single, set({ organizer: { email: me }, attendees: [{ ...ben, email: me }] }), calls("nothing")],
  ["alone: a text that is not read", single, set({ description: "Mine" }), calls("nothing"), { viewData: { filter: {}, basic: true } }],
  [
    "alone: becomes a series without a day",
    single,
    set({ rrule: "FREQ=WEEKLY", exdate: [at(noon)] }),
    calls("nothing", ["modify-event", { id: "e", recurrence: "FREQ=WEEKLY" }], ["remove-event", { id: "e", occurrence: "2026-03-10" }]),
  ],
  ["group: somebody else's meeting", invited, respondsAs("ACCEPTED"), impossible, { canRespond: false }],
  [
    "a series that is not readable",
    { ...single, type: "exception" },
    set({ summary: "x" }),
    impossible,
    {
      items: { a: { ...single, type: "exception" }, b: { ...single, type: "exception" } },
    },
  ],
];

describe("a client's write", () => {
  it.each(rows)("%s", (_, item, edit, expected, options) => {
    expect(plan(item, edit, options)).toEqual(expected);
  });
});
