import type { Account } from "@casement/core";
import { describe, expect, it } from "vitest";
import type { TaskItem } from "../task-item.ts";
import { taskAgenda } from "./task-agenda.ts";
import { taskResource } from "./task-resource.ts";

const base: TaskItem = { title: "Shop", status: "notStarted", importance: "normal" };
const account = { timeZone: "Europe/Berlin" } as Account;
const resource = (item: Partial<TaskItem>, kept?: unknown) =>
  taskResource({ group: "t", items: new Map([["t", { ...base, ...item }]]), account, kept });
const component = (item: Partial<TaskItem>, kept?: unknown) => resource(item, kept)!.components[0];

describe("a task", () => {
  it("has the properties of RFC 5545", () => {
    const item: Partial<TaskItem> = {
      status: "completed",
      start: "2026-03-01",
      due: "2026-03-05",
      dueAt: 0,
      completed: "2026-03-04",
      created: "2026-02-01T00:00:00Z",
      importance: "high",
      categories: ["Blue"],
      body: "Soon",
      reminderAt: Date.parse("2026-03-29T01:00:00.500Z"),
      links: [
        { id: "1", title: "None" },
        { id: "2", url: "https://example.com/1" },
      ],
    };
    expect(resource(item)).toEqual({
      uid: "t",
      components: [
        {
          dtstart: { at: "2026-03-01" },
          due: { at: "2026-03-05" },
          completed: "2026-03-04T00:00:00Z",
          created: "2026-02-01T00:00:00Z",
          summary: "Shop",
          description: "Soon",
          url: "https://example.com/1",
          status: "COMPLETED",
          percentComplete: 100,
          priority: 1,
          categories: ["Blue"],
          alarm: { at: "2026-03-29T01:00:00Z" },
        },
      ],
    });
  });

  it.each([
    ["notStarted", "NEEDS-ACTION", undefined],
    ["inProgress", "IN-PROCESS", undefined],
    ["waitingOnOthers", "NEEDS-ACTION", { "X-CASEMENT-STATUS": "waitingOnOthers" }],
    ["deferred", "NEEDS-ACTION", { "X-CASEMENT-STATUS": "deferred" }],
  ])("with the status %s is %s", (status, expected, xProperties) => {
    expect(component({ status })).toMatchObject({ status: expected });
    expect(component({ status }).xProperties).toEqual(xProperties);
    expect(component({ status })).not.toHaveProperty("percentComplete");
  });

  it("has its steps as lines below its notes", () => {
    const checklist = [
      { id: "1", title: "Oat", checked: false },
      { id: "2", title: "Cow", checked: true },
    ];
    expect(component({ checklist }).description).toBe("☐ Oat\n☑ Cow");
    expect(component({ body: "Milk", agendaDetails: { checklist } }).description).toBe("Milk\n\n☐ Oat\n☑ Cow");
    expect(component({ body: "Milk" }).description).toBe("Milk");
    expect(component({})).not.toHaveProperty("description");
  });

  it("never starts after it is due, and repeats from the day on which it is due", () => {
    expect(component({ start: "2026-03-06", due: "2026-03-05" })).not.toHaveProperty("dtstart");
    expect(component({ start: "2026-03-06" })).toMatchObject({ dtstart: { at: "2026-03-06" } });
    expect(component({ start: "2026-03-01", due: "2026-03-05", recurrence: "FREQ=DAILY" })).toMatchObject({
      dtstart: { at: "2026-03-05" },
      rrule: "FREQ=DAILY",
    });
    expect(component({ recurrence: "FREQ=DAILY" })).not.toHaveProperty("rrule");
  });

  it("is found by the day on which it is due", () => {
    const items = new Map([["t", { ...base, due: "2026-03-05", dueAt: 5 }]]);
    expect([...taskAgenda.spans({ items })]).toEqual([[5, 5]]);
    expect([...taskAgenda.spans({ items: new Map([["t", base]]) })]).toEqual([]);
  });

  it("that does not exist has no resource", () => {
    expect(taskResource({ group: "t", items: new Map(), account })).toBeUndefined();
  });
});
