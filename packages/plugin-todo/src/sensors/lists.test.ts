import { createFakeClock } from "@casement/graph-emulator";
import { describe, expect, it } from "vitest";
import { ada, createTodoHost, dueOn, requestCounts, shownTasks, shownTitles } from "../../test/todo.fixture.ts";

const zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC"];

describe("overdue", () => {
  // Nights in which a clock changes in one of the zones: the due day, and the day when the task becomes overdue.
  const nights = [
    ["2026-03-08", "2026-03-09"],
    ["2026-03-29", "2026-03-30"],
    ["2026-04-05", "2026-04-06"],
    ["2026-10-25", "2026-10-26"],
    ["2026-11-01", "2026-11-02"],
  ] as const;
  it.each(zones)("begins at midnight in %s, not in UTC", async (timeZone) => {
    for (const [day, next] of nights) {
      const midnight = Date.parse(`${next}T00:00:00Z`) - offsetAt(next, timeZone);
      await using t = await createTodoHost({ timeZone, clock: createFakeClock(new Date(midnight - 120_000).toISOString()) });
      for (const author of zones) t.emulator.control.todo.addTask(ada, "Tasks", { title: author, ...dueOn(day, author) });
      t.emulator.control.todo.addTask(ada, "Tasks", { title: "Done", status: "completed", ...dueOn(day, timeZone) });
      t.emulator.control.todo.addTask(ada, "Tasks", { title: "Later", ...dueOn(next, timeZone) });
      await t.advance("75s");
      expect(t.sensor("todo/tasks").attributes.overdue).toBe(0);
      t.emulator.control.counters.reset();
      await t.advance("45s");
      expect(t.sensor("todo/tasks").attributes.overdue).toBe(zones.length);
      expect(
        shownTasks(t)
          .filter(({ overdue }) => overdue)
          .map(({ title }) => title)
          .sort(),
      ).toEqual([...zones].sort());
    }
  });
});

/** How far the zone is ahead of UTC at the local midnight of a day, in milliseconds. */
function offsetAt(day: string, zone: string): number {
  for (let offset = -12; offset <= 14; offset += 0.5) {
    const instant = new Date(Date.parse(`${day}T00:00:00Z`) - offset * 3_600_000);
    const local = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(instant);
    if (local === `${day} 00:00`) return offset * 3_600_000;
  }
  throw new Error(`${day} has no midnight in ${zone}.`);
}

describe("lists", () => {
  it("are all discovered, page by page, without delta", async () => {
    await using t = await createTodoHost({ account: { enableUpdate: false } });
    const { todo } = t.emulator.control;
    for (let number = 1; number <= 130; number++) todo.addList(ada, `List ${number}`);
    await t.account.rescan();
    expect(t.host.index().filter(({ plugin }) => plugin === "todo")).toHaveLength(132);
    expect(requestCounts(t)).not.toHaveProperty("GET /me/todo/lists/delta");
  });

  it("keep their addresses when they are renamed, show that they are shared, and become unavailable when they are removed", async () => {
    await using t = await createTodoHost();
    const { todo } = t.emulator.control;
    todo.addList(ada, "House");
    t.emulator.directory.addUser({ userPrincipalName: "ben@contoso.example", displayName: "Ben Ito" });
    await t.account.rescan();
    todo.renameList(ada, "House", "Home");
    todo.shareList(ada, "Home", "ben@contoso.example");
    await t.account.rescan();
    expect(t.sensor("todo/house")).toMatchObject({ title: "Home", attributes: { isShared: true, isOwner: true } });
    todo.removeList(ada, "Home");
    await t.advance("61s");
    expect(t.sensor("todo/house")).toMatchObject({ stale: true, gone: true });
    expect(t.sensor("todo/tasks")).toMatchObject({ stale: false, error: undefined });
  });

  it("can have several sensors, which are read once", async () => {
    await using t = await createTodoHost({
      config: {
        track: "none",
        lists: [
          { list: "tasks", name: "Urgent", sort: "importance", maxItems: 1 },
          { list: "Tasks", name: "Today", dueStartOffset: 0, dueEndOffset: 0 },
          { list: "Nowhere" },
        ],
      },
    });
    const { todo, counters } = t.emulator.control;
    todo.addTask(ada, "Tasks", { title: "Soon", ...dueOn("2026-03-02", "Europe/Berlin") });
    todo.addTask(ada, "Tasks", { title: "Big", importance: "high" });
    await t.advance("61s");
    expect(shownTitles(t, "todo/urgent")).toEqual(["Big"]);
    expect(t.sensor("todo/urgent")).toMatchObject({ state: 2, attributes: { truncated: true } });
    // 0 is an offset.
    expect(shownTitles(t, "todo/today")).toEqual(["Soon"]);
    expect(t.log.filter((line) => line.includes("no task list with this name")).length).toBeGreaterThan(0);
    counters.reset();
    await t.advance("60s");
    expect(requestCounts(t)["GET /me/todo/lists/{list}/tasks/delta"]).toBe(1);
  });

  it("that are known are kept when the lists cannot be read", async () => {
    await using t = await createTodoHost();
    t.emulator.control.faults.add({ path: "/me/todo/lists", status: 500 });
    await t.account.rescan();
    expect(t.sensor("todo/tasks")).toMatchObject({ gone: false });
    expect(t.log.some((line) => line.includes("Could not read the task lists"))).toBe(true);
  });

  it("do not exist for a user without a mailbox, such as a guest, who learns why", async () => {
    await using t = await createTodoHost();
    t.emulator.control.faults.add({ path: "/me/todo/lists", status: 404, code: "MailboxNotEnabledForRESTAPI" });
    await t.account.rescan().catch(() => {});
    expect(t.account.status().problem?.message).toContain("The user has no mailbox in this organization");
  });
});

describe("the order of tasks", () => {
  it("is by due date, title, importance or age", async () => {
    await using t = await createTodoHost({
      config: {
        track: "none",
        lists: ["due", "title", "created", "importance"].map((sort) => ({ list: "Tasks", name: sort, sort })),
      },
    });
    const { todo } = t.emulator.control;
    todo.addTask(ada, "Tasks", { title: "c" });
    todo.addTask(ada, "Tasks", { title: "B", importance: "high" });
    todo.addTask(ada, "Tasks", { title: "a", ...dueOn("2026-03-09", "UTC") });
    todo.addTask(ada, "Tasks", { title: "d", importance: "low", ...dueOn("2026-03-05", "UTC") });
    await t.advance("61s");
    expect(shownTitles(t, "todo/due")).toEqual(["d", "a", "B", "c"]);
    expect(shownTitles(t, "todo/title")).toEqual(["a", "B", "c", "d"]);
    expect(shownTitles(t, "todo/importance")).toEqual(["B", "a", "c", "d"]);
    expect(shownTitles(t, "todo/created")).toHaveLength(4);
  });
});
