import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { toTaskItem, toTaskView } from "./to-task-item.ts";

const utc = (dateTime: string) => ({ dateTime: `${dateTime}.0000000`, timeZone: "UTC" });
const task = { id: "t", title: "Call", status: "notStarted" };

describe("a task", () => {
  // Two times around a clock change in each zone.
  it.each([
    ["Europe/Berlin", "2026-03-29T00:59:00", "2026-03-29T01:59:00+01:00"],
    ["Europe/Berlin", "2026-03-29T01:00:00", "2026-03-29T03:00:00+02:00"],
    ["America/New_York", "2026-11-01T05:30:00", "2026-11-01T01:30:00-04:00"],
    ["America/New_York", "2026-11-01T06:30:00", "2026-11-01T01:30:00-05:00"],
    ["Pacific/Auckland", "2026-04-04T13:30:00", "2026-04-05T02:30:00+13:00"],
    ["Pacific/Auckland", "2026-04-04T14:30:00", "2026-04-05T02:30:00+12:00"],
    ["Asia/Kolkata", "2026-03-29T01:00:00", "2026-03-29T06:30:00+05:30"],
    ["UTC", "2026-03-29T01:00:00", "2026-03-29T01:00:00+00:00"],
  ])("has a reminder in %s at %s UTC that is shown as %s", (zone, dateTime, shown) => {
    expect(toTaskItem({ ...task, isReminderOn: true, reminderDateTime: utc(dateTime) }, zone, false).reminder).toBe(shown);
  });

  it("has no reminder when it is switched off", () => {
    expect(toTaskItem({ ...task, isReminderOn: false, reminderDateTime: utc("2026-03-29T01:00:00") }, "UTC", false)).not.toHaveProperty(
      "reminder",
    );
  });

  it("shows HTML bodies as text and truncates long ones", () => {
    expect(toTaskItem({ ...task, body: { contentType: "html", content: "<p>a &amp; b</p><p>c</p>" } }, "UTC", false).body).toBe("a & b\nc");
    const long = toTaskItem({ ...task, body: { contentType: "text", content: "x".repeat(9000) } }, "UTC", false);
    expect(long).toMatchObject({ bodyTruncated: true });
    expect(long.body).toHaveLength(2001);
    const emoji = toTaskItem({ ...task, body: { contentType: "text", content: `${"x".repeat(1999)}👩‍👧 and more` } }, "UTC", false);
    expect(emoji.body).toBe(`${"x".repeat(1999)}…`);
  });

  it("has details only if they were read; empty lists are kept", () => {
    expect(toTaskItem(task, "UTC", false)).not.toHaveProperty("checklist");
    expect(toTaskItem(task, "UTC", true)).toMatchObject({ checklist: [], links: [] });
  });

  it("is completed on a day, which Graph returns as midnight in UTC", () => {
    const item = toTaskItem({ ...task, status: "completed", completedDateTime: utc("2026-03-29T00:00:00") }, "America/New_York", false);
    expect(toTaskView("t", item, "2026-03-30")).toMatchObject({ done: true, overdue: false, completed: "2026-03-29" });
    const odd = { dateTime: "2026-03-29T00:00:00", timeZone: "Customized Time Zone" };
    expect(toTaskItem({ ...task, completedDateTime: odd }, "UTC", false).completed).toBe("2026-03-29");
  });
});

const example = join(import.meta.dirname, "../../../../shared/graph/examples/todo--todotask-get--1.json");
const hasExample = existsSync(example);
if (!hasExample) console.warn("Skipped: the contract data is not beside the repository (../shared/graph).");

describe.skipIf(!hasExample)("Microsoft's example", () => {
  it("is due on 25 August in every zone", () => {
    const { responseBody } = JSON.parse(readFileSync(example, "utf8"));
    for (const zone of ["America/New_York", "Europe/Berlin", "Pacific/Auckland"])
      expect(toTaskView(responseBody.id, toTaskItem(responseBody, zone, false), "2020-08-26")).toMatchObject({
        title: "Shop for dinner",
        importance: "low",
        categories: ["Important", "Urgent"],
        due: "2020-08-25",
        overdue: true,
      });
  });
});
