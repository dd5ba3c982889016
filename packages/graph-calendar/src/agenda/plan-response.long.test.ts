import type { CalendarComponent } from "@casement/core";
import { describe, expect, it } from "vitest";
import {
  at,
  ben,
  calls,
  cleo,
  type Edit,
  invited,
  me,
  noon,
  now,
  organizerOnly,
  override,
  people,
  plan,
  type Row,
  remove,
  respondsAs,
  seriesOf,
  set,
} from "../../test/agenda/event-plan.fixture.ts";

const rows: Row[] = [
  [
    "attendee: accepts, the program tells by itself",
    invited,
    ([first]) => respondsAs("ACCEPTED")([{ ...first!, organizer: { email: ben.email, isNotified: false } }]),
    calls("nothing", ["respond-to-event", { sendResponse: false }]),
  ],
  [
    "attendee: accepts",
    invited,
    respondsAs("ACCEPTED"),
    { sends: "response", calls: [{ service: "respond-to-event", input: { id: "e", response: "accept", sendResponse: true } }] },
  ],
  ["attendee: declines", invited, respondsAs("DECLINED"), calls("response", ["respond-to-event", { response: "decline" }])],
  [
    "attendee: accepts in silence",
    invited,
    respondsAs("ACCEPTED"),
    calls("nothing", ["respond-to-event", { sendResponse: false }]),
    { notifies: false },
  ],
  [
    "attendee: reminder",
    invited,
    set({ alarm: { minutesBefore: 0 } }),
    { sends: "nothing", calls: [{ service: "modify-event", input: { id: "e", reminder: 0 } }] },
  ],
  [
    "attendee: accepts, with a reminder",
    invited,
    respondsAs("ACCEPTED", { alarm: { minutesBefore: 0 } }),
    calls("response", ["respond-to-event", {}], ["modify-event", { reminder: 0 }]),
  ],
  [
    "attendee: accepts, and the program says busy",
    { ...invited, showAs: "free" },
    respondsAs("ACCEPTED", { transp: "OPAQUE" }),
    { sends: "response", calls: [expect.objectContaining({ service: "respond-to-event" })] },
  ],
  ["attendee: rewrites the text", invited, set({ description: "Mine" }), calls("nothing")],
  ["attendee: moves it", invited, set({ dtstart: at("2026-03-03T10:00:00") }), organizerOnly],
  ["attendee: renames it", invited, set({ summary: "Mine" }), organizerOnly],
  ["attendee: invites", invited, ([first]) => [{ ...first!, attendees: [...first!.attendees!, cleo] }], organizerOnly],
  [
    "attendee: removes",
    invited,
    remove,
    calls("response", ["respond-to-event", { response: "decline", sendResponse: true }], ["remove-event", { id: "e" }]),
  ],
  ["attendee: removes, Schedule-Reply: F", invited, remove, calls("nothing", ["remove-event", {}]), { notifies: false }],
  ["attendee: removes what was called off", { ...invited, isCancelled: true }, remove, calls("nothing", ["remove-event", {}])],
  ["attendee: removes what is over", { ...invited, endsAt: now.getTime() - 1 }, remove, calls("nothing", ["remove-event", {}])],
  [
    "attendee whose list is hidden: moves it",
    { ...invited, attendees: undefined } as never,
    set({ dtstart: at("2026-03-03T10:00:00") }),
    organizerOnly,
  ],
  [
    "attendee whose list is hidden: accepts",
    { ...invited, attendees: undefined } as never,
    respondsAs("ACCEPTED"),
    calls("response", ["respond-to-event", { response: "accept" }]),
  ],
  [
    "attendee: one occurrence declined",
    seriesOf(invited),
    override(noon, {
      attendees: [
        { email: me, partstat: "DECLINED" },
        { ...ben, partstat: "ACCEPTED" },
      ],
    }),
    calls("response", ["respond-to-event", { occurrence: "2026-03-10", response: "decline" }]),
  ],
  [
    "attendee: one occurrence out",
    seriesOf(invited),
    set({ exdate: [at(noon)] }),
    calls("response", ["respond-to-event", { occurrence: "2026-03-10", response: "decline" }]),
  ],
  ["attendee: says nothing any more", { ...invited, responseStatus: "accepted" }, respondsAs("NEEDS-ACTION"), calls("nothing")],
  [
    "attendee: declines all: nothing else is left to do",
    seriesOf(invited),
    (components) => respondsAs("DECLINED", { exdate: [at(noon)], alarm: { minutesBefore: 3 } })(components),
    { sends: "response", calls: [{ service: "respond-to-event", input: { id: "e", response: "decline", sendResponse: true } }] },
  ],
];

describe("an attendee's write", () => {
  it.each(rows)("%s", (_, item, edit, expected, options) => {
    expect(plan(item, edit, options)).toEqual(expected);
  });
});

/** Small seeded random: the same run each time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

it("an attendee's writes, whatever they are, only respondsAs or change what is the attendee's own", () => {
  const next = random(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const edits: (() => Edit)[] = [
    () => respondsAs(pick(["ACCEPTED", "TENTATIVE", "DECLINED"])),
    () => set({ summary: pick(["Lunch", "Mine", ""]) }),
    () => set({ description: pick(["a", "b\nc"]) }),
    () => set({ location: pick(["Here", undefined]) } as never),
    () => set({ dtstart: at(pick(["2026-03-03T12:00:00", "2026-03-04T12:00:00"])) }),
    () => set({ alarm: pick([{ minutesBefore: 5 }, undefined]) } as never),
    () => set({ categories: pick([["Blue"], undefined]) } as never),
    () => set({ transp: pick(["OPAQUE", "TRANSPARENT"] as const) }),
    () => set({ rrule: pick(["FREQ=DAILY", undefined]) } as never),
    () => set({ exdate: pick([[at(noon)], undefined]) } as never),
    () => set({ organizer: pick([{ email: me }, { email: ben.email }, undefined]) } as never),
    () =>
      set({
        attendees: pick([undefined, [], [cleo], people("none").map(({ email }) => ({ email, partstat: "ACCEPTED" as const }))]),
      } as never),
    () => override(noon, { summary: pick(["Lunch", "Other"]) }),
  ];
  const own = new Set(["id", "occurrence", "reminder", "categories", "showAs"]);
  for (let round = 0; round < 5_000; round++) {
    const item = pick([invited, seriesOf(invited)]);
    const list = Array.from({ length: 1 + Math.floor(next() * 3) }, () => pick(edits)());
    const result = plan(item, (components) => list.reduce<CalendarComponent[] | undefined>((now, edit) => now && edit(now), components));
    if ("refused" in result) continue;
    for (const { service, input } of result.calls) {
      expect(["respond-to-event", "modify-event"]).toContain(service);
      if (service === "modify-event") expect(Object.keys(input).filter((key) => !own.has(key))).toEqual([]);
    }
    if (!result.calls.some(({ service }) => service === "respond-to-event")) expect(result.sends).toBe("nothing");
  }
});
