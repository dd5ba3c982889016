import { describe, expect, it } from "vitest";
import {
  ada,
  createTodoHost,
  dueOn,
  payloadsOf,
  requestCounts,
  shownTasks,
  shownTitles,
  trackTaskEvents,
} from "../../test/todo.fixture.ts";

/** With delta, and where Graph refuses delta with Tasks.Read. */
const deltaModes = [
  { mode: "by delta", refuse: false, wait: "61s" },
  { mode: "where delta is refused", refuse: true, wait: "310s" },
] as const;

describe.each(deltaModes)("tasks $mode", ({ refuse, wait }) => {
  const host = async (settings: Parameters<typeof createTodoHost>[0] = {}) => {
    const t = await createTodoHost({ signedOut: true, ...settings, account: { enableUpdate: false, ...settings.account } });
    t.emulator.control.todo.refuseDelta(refuse);
    await t.signIn();
    return t;
  };

  it("raise one event when they are created, changed, completed, reopened or removed elsewhere", async () => {
    await using t = await host();
    const { todo } = t.emulator.control;
    const newEvents = trackTaskEvents(t);
    const milk = todo.addTask(ada, "Tasks", { title: "Milk" });
    await t.advance(wait);
    expect(newEvents()).toEqual(["created Milk"]);
    todo.changeTask(ada, "Tasks", milk, { title: "Oat milk", importance: "high", ...dueOn("2026-03-05", "Europe/Berlin") });
    await t.advance(wait);
    expect(newEvents()).toEqual(["updated Oat milk title importance due"]);
    todo.changeTask(ada, "Tasks", milk, { status: "inProgress" });
    await t.advance(wait);
    expect(newEvents()).toEqual(["updated Oat milk status"]);
    todo.changeTask(ada, "Tasks", milk, { status: "completed" });
    await t.advance(wait);
    expect(newEvents()).toEqual(["completed Oat milk"]);
    expect(shownTitles(t)).toEqual([]);
    todo.changeTask(ada, "Tasks", milk, { status: "notStarted", title: "Milk" });
    await t.advance(wait);
    expect(newEvents()).toEqual(["updated Milk title", "uncompleted Milk"]);
    todo.removeTask(ada, "Tasks", milk);
    await t.advance(wait);
    expect(newEvents()).toEqual(["removed Milk"]);
    await t.advance(wait);
    expect(newEvents()).toEqual([]);
    expect(payloadsOf(t, "task-removed")[0]).toEqual({
      id: milk,
      list: expect.any(String),
      title: "Milk",
      status: "notStarted",
      due: "2026-03-05",
      origin: "external",
    });
  });

  it("raise no events at the first read, and none again after a restart", async () => {
    const first = await host();
    const { todo } = first.emulator.control;
    const milk = todo.addTask(ada, "Tasks", { title: "Milk" });
    todo.addTask(ada, "Tasks", { title: "Bread" });
    const newEvents = trackTaskEvents(first);
    await first.advance(wait);
    expect(newEvents()).toEqual(["created Milk", "created Bread"]);
    await using second = await first.restart();
    await second.advance(wait);
    expect(trackTaskEvents(second)()).toEqual([]);
    const laterEvents = trackTaskEvents(second);
    todo.changeTask(ada, "Tasks", milk, { status: "completed" });
    await second.advance(wait);
    expect(laterEvents()).toEqual(["completed Milk"]);
    expect(second.events.filter(({ type }) => type === "todo/task-created")).toEqual([]);
    await using third = await second.restart();
    await third.advance(wait);
    expect(trackTaskEvents(third)()).toEqual([]);
  });

  it("disappear from the list when the last one is removed", async () => {
    await using t = await host();
    const { todo } = t.emulator.control;
    const milk = todo.addTask(ada, "Tasks", { title: "Milk", ...dueOn("2026-02-01", "UTC") });
    await t.advance(wait);
    expect(t.sensor("todo/tasks")).toMatchObject({ state: 1, attributes: { overdue: 1 } });
    todo.removeTask(ada, "Tasks", milk);
    await t.advance(wait);
    expect(t.sensor("todo/tasks")).toMatchObject({ state: 0, attributes: { tasks: [], overdue: 0, truncated: false } });
  });

  it("are all shown when there are more than 100", async () => {
    await using t = await host({ config: { maxItems: 1000 } });
    for (let number = 0; number < 250; number++) t.emulator.control.todo.addTask(ada, "Tasks", { title: `Task ${number}` });
    await t.advance(wait);
    expect(t.sensor("todo/tasks").state).toBe(250);
    expect(new Set(shownTitles(t)).size).toBe(250);
  });

  it("raise one event when a recurring task is completed, which moves to its next due date", async () => {
    await using t = await host();
    const { todo } = t.emulator.control;
    const recurrence = {
      pattern: { type: "weekly", interval: 1, daysOfWeek: ["saturday"] },
      range: { type: "noEnd", startDate: "2026-03-07", recurrenceTimeZone: "W. Europe Standard Time" },
    };
    const bins = todo.addTask(ada, "Tasks", { title: "Bins", recurrence, ...dueOn("2026-03-28", "Europe/Berlin") });
    await t.advance(wait);
    expect(shownTasks(t)).toMatchObject([{ id: bins, due: "2026-03-28", recurrence: "FREQ=WEEKLY;BYDAY=SA;WKST=SU" }]);
    const newEvents = trackTaskEvents(t);
    for (const [was, next] of [
      ["2026-03-28", "2026-04-04"],
      ["2026-04-04", "2026-04-11"],
    ]) {
      todo.changeTask(ada, "Tasks", bins, { status: "completed" });
      await t.advance(wait);
      expect(newEvents()).toEqual(["completed Bins"]);
      expect(payloadsOf(t, "task-completed").at(-1)).toMatchObject({
        id: bins,
        due: was,
        status: "completed",
        occurrence: expect.any(String),
      });
      expect(shownTasks(t)).toMatchObject([{ id: bins, due: next, done: false }]);
    }
    await t.advance(wait);
    expect(newEvents()).toEqual([]);
  });

  it("get details read when they change", async () => {
    await using t = await host({ config: { details: true } });
    const { todo } = t.emulator.control;
    const trip = todo.addTask(ada, "Tasks", {
      title: "Trip",
      checklistItems: [{ displayName: "Tickets" }],
      linkedResources: [{ displayName: "Mail", applicationName: "Outlook", webUrl: "https://example.com/1" }],
    });
    todo.addTask(ada, "Tasks", { title: "Old", status: "completed", checklistItems: [{ displayName: "Step" }] });
    await t.advance(wait);
    expect(shownTasks(t)).toMatchObject([
      {
        title: "Trip",
        checklist: [{ title: "Tickets", checked: false }],
        links: [{ title: "Mail", app: "Outlook", url: "https://example.com/1" }],
      },
    ]);
    const newEvents = trackTaskEvents(t);
    todo.setChecklistItem(ada, "Tasks", trip, { isChecked: true }, "Tickets");
    t.emulator.control.counters.reset();
    await t.advance(wait);
    expect(newEvents()).toEqual(["updated Trip checklist"]);
    expect(shownTasks(t)[0].checklist).toMatchObject([{ title: "Tickets", checked: true }]);
    expect(requestCounts(t)["GET /me/todo/lists/{list}/tasks/{task}"]).toBe(refuse ? undefined : 1);
  });

  it("are all counted when there are thousands; a change raises one event, and an idle round costs one page", async () => {
    await using t = await host({ account: { enableUpdate: false } });
    const { todo, counters } = t.emulator.control;
    const count = refuse ? 2_000 : 3_000;
    const ids = Array.from({ length: count }, (_, number) =>
      todo.addTask(ada, "Tasks", { title: `Task ${number}`, ...(number % 2 ? { status: "completed" } : {}) }),
    );
    await t.advance(wait);
    expect(t.sensor("todo/tasks")).toMatchObject({ state: count / 2, attributes: { truncated: true } });
    const newEvents = trackTaskEvents(t);
    todo.changeTask(ada, "Tasks", ids[1000]!, { status: "completed" });
    todo.removeTask(ada, "Tasks", ids[1001]!);
    await t.advance(wait);
    expect(newEvents().sort()).toEqual(["completed Task 1000", "removed Task 1001"]);
    counters.reset();
    await t.advance(wait);
    expect(counters.report().units).toBeLessThan(refuse ? 30 : 5);
  });

  it("raise events only for new tasks when the cursor expires", async () => {
    await using t = await host();
    const { todo, delta } = t.emulator.control;
    todo.addTask(ada, "Tasks", { title: "Milk" });
    await t.advance(wait);
    const newEvents = trackTaskEvents(t);
    todo.addTask(ada, "Tasks", { title: "Bread" });
    delta.expire();
    await t.advance(wait);
    expect(newEvents()).toEqual(["created Bread"]);
  });
});
