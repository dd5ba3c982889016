import type { Account, AgendaPlan, CalendarComponent, CalendarResource } from "@casement/core";
import { describe, expect, it } from "vitest";
import type { TaskItem } from "../task-item.ts";
import { planTask } from "./plan-task.ts";
import { taskResource } from "./task-resource.ts";

const account = { timeZone: "Europe/Berlin" } as Account;
const steps = [
  { id: "s1", title: "Oat", checked: false },
  { id: "s2", title: "Cow", checked: true },
];
const milk: TaskItem = {
  title: "Milk",
  status: "notStarted",
  importance: "normal",
  due: "2026-03-05",
  body: "From the market",
  agendaDetails: { checklist: steps },
};
const weekly: TaskItem = { ...milk, recurrence: "FREQ=WEEKLY;BYDAY=TH;WKST=SU" };

type Edit = (components: CalendarComponent[]) => (CalendarComponent | undefined)[] | undefined;

function plan(
  item: TaskItem | undefined,
  edit: Edit,
  { kept, zone = "Europe/Berlin" }: { kept?: unknown; zone?: string } = {},
): AgendaPlan {
  const items = new Map(item ? [["t", item]] : []);
  const at = { ...account, timeZone: zone };
  const before = taskResource({ group: "t", items, account: at, kept });
  const components = edit(structuredClone([...(before?.components ?? [])]) as CalendarComponent[]);
  return planTask({
    group: item && "t",
    items,
    before,
    after: components && ({ uid: "u", components } as unknown as CalendarResource),
    kept,
    instance: { id: "l", title: "List", key: "l" },
    account: at,
    now: new Date("2026-03-02T08:00:00Z"),
    notifies: true,
    isElsewhere: false,
    requestId: "r",
  });
}
const set =
  (change: { [K in keyof CalendarComponent]?: CalendarComponent[K] | undefined }): Edit =>
  ([first, ...others]) => [
    Object.fromEntries(Object.entries({ ...first, ...change }).filter(([, value]) => value !== undefined)),
    ...others,
  ];
const fresh =
  (component: CalendarComponent): Edit =>
  () => [component];
const update = (fields: object) => ({ calls: [{ service: "update-task", input: { id: "t", ...fields } }] });
const create = (input: object) => ({ calls: [{ service: "create-task", input }] });

describe("a new task", () => {
  it.each<[what: string, component: CalendarComponent, expected: object]>([
    ["a title", { summary: "Bread" }, create({ title: "Bread" })],
    ["no title", {}, create({ title: "Task" })],
    [
      "days",
      { summary: "Bread", dtstart: { at: "2026-03-04" }, due: { at: "2026-03-05" } },
      create({ title: "Bread", start: "2026-03-04", due: "2026-03-05" }),
    ],
    [
      "a start after its due day",
      { summary: "Bread", dtstart: { at: "2026-03-06" }, due: { at: "2026-03-05" } },
      create({ title: "Bread", due: "2026-03-05" }),
    ],
    ["NEEDS-ACTION", { summary: "Bread", status: "NEEDS-ACTION" }, create({ title: "Bread" })],
    ["COMPLETED", { summary: "Bread", status: "COMPLETED" }, create({ title: "Bread", status: "completed" })],
    ["nothing but 100 percent", { summary: "Bread", percentComplete: 100 }, create({ title: "Bread", status: "completed" })],
    [
      "all that To Do has",
      {
        summary: "Bread",
        priority: 9,
        categories: ["Red"],
        description: "Rye",
        alarm: { at: "2026-03-04T07:00:00Z" },
        due: { at: "2026-03-05" },
      },
      create({ title: "Bread", importance: "low", categories: ["Red"], body: "Rye", reminder: "2026-03-04T07:00:00Z", due: "2026-03-05" }),
    ],
    [
      "a rule and a start",
      { summary: "Bread", dtstart: { at: "2026-03-05" }, rrule: "FREQ=DAILY" },
      create({ title: "Bread", due: "2026-03-05", recurrence: "FREQ=DAILY" }),
    ],
    [
      "steps",
      { summary: "Bread", description: "Rye\n\n- [ ] Knead\n☑ Rest" },
      {
        calls: [
          { service: "create-task", input: { title: "Bread", body: "Rye" } },
          { service: "add-checklist-item", input: { title: "Knead" }, onCreated: true },
          { service: "add-checklist-item", input: { title: "Rest", checked: true }, onCreated: true },
        ],
      },
    ],
    [
      "a time at which it is due, and percent",
      { summary: "Bread", due: { at: "2026-03-05T23:30:00Z" }, status: "IN-PROCESS", percentComplete: 40 },
      {
        ...create({ title: "Bread", due: "2026-03-06", status: "inProgress" }),
        keep: { due: { at: "2026-03-05T23:30:00Z" }, percentComplete: 40 },
      },
    ],
    [
      "a rule that To Do lacks",
      { summary: "Bread", rrule: "FREQ=HOURLY" },
      { refused: "unsupported", reason: expect.stringContaining("FREQ") },
    ],
  ])("with %s", (_, component, expected) => {
    expect(plan(undefined, fresh(component))).toEqual(expected);
  });
});

describe("a change", () => {
  it.each<[what: string, item: TaskItem, edit: Edit, expected: object]>([
    ["of nothing", milk, set({}), { calls: [] }],
    [
      "of stamps, X-properties and the ends of lines",
      milk,
      set({ lastModified: "2027-01-01T00:00:00Z", xProperties: {}, description: "From the market\r\n\r\n☐ Oat\r\n☑ Cow\r\n" }),
      { calls: [] },
    ],
    ["of the title", milk, set({ summary: "Oat milk" }), update({ title: "Oat milk" })],
    ["of the notes", milk, set({ description: "From the shop\n☐ Oat\n☑ Cow" }), update({ body: "From the shop" })],
    ["to no notes at all: steps stay", milk, set({ description: undefined }), update({ body: null })],
    ["of notes that were cut", { ...milk, bodyTruncated: true }, set({ description: "Short" }), { calls: [] }],
    ["to no due day", milk, set({ due: undefined }), update({ due: null })],
    [
      "of the due day, as a moment",
      milk,
      set({ due: { at: "2026-03-05T23:30:00Z" } }),
      { ...update({ due: "2026-03-06" }), keep: { due: { at: "2026-03-05T23:30:00Z" } } },
    ],
    [
      "of a time on the same day: it is kept",
      milk,
      set({ due: { at: "2026-03-05T12:00:00", zone: "Europe/Berlin" } }),
      { calls: [], keep: { due: { at: "2026-03-05T12:00:00", zone: "Europe/Berlin" } } },
    ],
    ["of the start", milk, set({ dtstart: { at: "2026-03-04" } }), update({ start: "2026-03-04" })],
    [
      "to completed",
      milk,
      set({ status: "COMPLETED", percentComplete: 100, completed: "2026-03-02T08:00:00Z" }),
      { ...update({ status: "completed" }), keep: { completed: "2026-03-02T08:00:00Z" } },
    ],
    [
      "to open again",
      { ...milk, status: "completed" },
      set({ status: "NEEDS-ACTION", percentComplete: undefined }),
      update({ status: "notStarted" }),
    ],
    [
      "of another property of a task that waits: it still waits",
      { ...milk, status: "waitingOnOthers" },
      set({ summary: "M" }),
      update({ title: "M" }),
    ],
    ["to cancelled", milk, set({ status: "CANCELLED" }), { ...update({ status: "deferred" }), keep: { status: "CANCELLED" } }],
    ["of the priority within a level", { ...milk, importance: "high" }, set({ priority: 3 }), { calls: [] }],
    ["of the priority", milk, set({ priority: 2 }), update({ importance: "high" })],
    ["of the order of categories", { ...milk, categories: ["A", "B"] }, set({ categories: ["B", "A"] }), { calls: [] }],
    ["to no categories", { ...milk, categories: ["A"] }, set({ categories: undefined }), update({ categories: [] })],
    ["to a reminder an hour before", milk, set({ alarm: { minutesBefore: 60 } }), update({ reminder: "2026-03-04T22:00:00Z" })],
    ["to no reminder", { ...milk, reminderAt: 0 }, set({ alarm: undefined }), update({ reminder: null })],
    ["of a rule in other words", weekly, set({ rrule: "FREQ=WEEKLY" }), { calls: [] }],
    [
      "to another rule",
      weekly,
      set({ rrule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH" }),
      update({ recurrence: "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH" }),
    ],
    ["to no rule", weekly, set({ rrule: undefined, dtstart: undefined }), update({ recurrence: null })],
    [
      "that completes the occurrence that is due next",
      weekly,
      ([first]) => [first, { ...first, recurrenceId: { at: "2026-03-05" }, status: "COMPLETED" }],
      update({ status: "completed" }),
    ],
    [
      "that completes a later occurrence",
      weekly,
      ([first]) => [first, { ...first, recurrenceId: { at: "2026-03-12" }, status: "COMPLETED" }],
      { refused: "unsupported", reason: expect.any(String) },
    ],
    [
      "that ticks a step",
      milk,
      set({ description: "From the market\n\n☑ Oat\n☑ Cow" }),
      { calls: [{ service: "update-checklist-item", input: { id: "t", item: "s1", checked: true } }] },
    ],
    [
      "that replaces a step",
      milk,
      set({ description: "From the market\n\n☐ Soy\n☑ Cow" }),
      {
        calls: [
          { service: "add-checklist-item", input: { id: "t", title: "Soy" } },
          { service: "remove-checklist-item", input: { id: "t", item: "s1" }, mayBeGone: true },
        ],
      },
    ],
  ])("%s", (_, item, edit, expected) => {
    expect(plan(item, edit)).toEqual(expected);
  });

  it("drops what was kept when it no longer holds", () => {
    const kept = { due: { at: "2026-03-05T12:00:00", zone: "Europe/Berlin" } };
    expect(plan(milk, set({}), { kept })).toEqual({ calls: [] });
    expect(plan(milk, set({ due: { at: "2026-03-06" } }), { kept })).toEqual({ ...update({ due: "2026-03-06" }), keep: {} });
  });

  it.each(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"])(
    "in %s means the day there, also where the clock changes",
    (zone) => {
      for (const [day, time] of [
        ["2026-03-08", "02:30:00"],
        ["2026-03-29", "02:30:00"],
        ["2026-10-25", "02:30:00"],
        ["2026-09-27", "02:30:00"],
        ["2026-04-05", "23:59:00"],
      ] as const)
        expect(plan(milk, set({ due: { at: `${day}T${time}`, zone } }), { zone })).toMatchObject(update({ due: day }));
    },
  );
});

it("a removal is no failure if the task is gone", () => {
  expect(plan(milk, () => undefined)).toEqual({ calls: [{ service: "remove-task", input: { id: "t" }, mayBeGone: true }] });
});

describe("what To Do cannot store", () => {
  const read = (item: Partial<TaskItem>, kept: unknown) =>
    taskResource({ group: "t", items: new Map([["t", { ...milk, agendaDetails: undefined, ...item } as TaskItem]]), account, kept })!
      .components[0];
  const due = { at: "2026-03-05T12:00:00", zone: "Europe/Berlin" };

  it("is shown as long as it fits what To Do has", () => {
    expect(read({}, { due })).toMatchObject({ due });
    expect(read({ due: "2026-03-06" }, { due })).toMatchObject({ due: { at: "2026-03-06" } });
    expect(read({ status: "inProgress" }, { percentComplete: 40 })).toMatchObject({ percentComplete: 40 });
    expect(read({}, { percentComplete: 40 })).not.toHaveProperty("percentComplete");
    expect(read({ status: "deferred" }, { status: "CANCELLED" })).toMatchObject({ status: "CANCELLED" });
    expect(read({}, { status: "CANCELLED" })).toMatchObject({ status: "NEEDS-ACTION" });
    const completed = "2026-03-04T09:30:00Z";
    expect(read({ status: "completed", completed: "2026-03-04" }, { completed })).toMatchObject({ completed });
    expect(read({ status: "completed", completed: "2026-03-05" }, { completed })).toMatchObject({ completed: "2026-03-05T00:00:00Z" });
  });

  it("never makes a day of the start and a time of the end", () => {
    expect(read({ start: "2026-03-04" }, { due })).toMatchObject({ dtstart: { at: "2026-03-04T00:00:00", zone: "Europe/Berlin" }, due });
    expect(read({ start: "2026-03-05" }, { due })).toMatchObject({ dtstart: due, due });
    const dtstart = { at: "2026-03-04T08:00:00", zone: "Europe/Berlin" };
    expect(read({ start: "2026-03-04" }, { dtstart })).toMatchObject({ dtstart: { at: "2026-03-04" }, due: { at: "2026-03-05" } });
    expect(read({ start: "2026-03-04" }, { dtstart, due })).toMatchObject({ dtstart, due });
  });
});
