import { describe, expect, it } from "vitest";
import { ada, createTodoHost, dueOn, payloadsOf, requestCounts, shownTasks, shownTitles, trackTaskEvents } from "../todo.fixture.ts";

/** With delta under Tasks.Read, and where Graph wants Tasks.ReadWrite for it, which an account without updates does not have. */
const modes = [
  { mode: "by delta", refuse: false, wait: "61s" },
  { mode: "where delta is refused", refuse: true, wait: "310s" },
] as const;

describe.each(modes)("tasks $mode", ({ refuse, wait }) => {
  const host = async (settings: Parameters<typeof createTodoHost>[0] = {}) => {
    const t = await createTodoHost({ signedOut: true, ...settings, account: { enableUpdate: false, ...settings.account } });
    t.emulator.control.todo.refuseDelta(refuse);
    await t.signIn();
    return t;
  };

  it("tell what was created, changed, completed, opened again and removed elsewhere, once (BUG: external completions never announced)", async () => {
    await using t = await host();
    const { todo } = t.emulator.control;
    const news = trackTaskEvents(t);
    const milk = todo.addTask(ada, "Tasks", { title: "Milk" });
    await t.advance(wait);
    expect(news()).toEqual(["created Milk"]);
    todo.changeTask(ada, "Tasks", milk, { title: "Oat milk", importance: "high", ...dueOn("2026-03-05", "Europe/Berlin") });
    await t.advance(wait);
    expect(news()).toEqual(["updated Oat milk title importance due"]);
    todo.changeTask(ada, "Tasks", milk, { status: "inProgress" });
    await t.advance(wait);
    expect(news()).toEqual(["updated Oat milk status"]);
    todo.changeTask(ada, "Tasks", milk, { status: "completed" });
    await t.advance(wait);
    expect(news()).toEqual(["completed Oat milk"]);
    expect(shownTitles(t)).toEqual([]);
    todo.changeTask(ada, "Tasks", milk, { status: "notStarted", title: "Milk" });
    await t.advance(wait);
    expect(news()).toEqual(["updated Milk title", "uncompleted Milk"]);
    todo.removeTask(ada, "Tasks", milk);
    await t.advance(wait);
    expect(news()).toEqual(["removed Milk"]);
    await t.advance(wait);
    expect(news()).toEqual([]);
    expect(payloadsOf(t, "task-removed")[0]).toEqual({
      id: milk,
      list: expect.any(String),
      title: "Milk",
      status: "notStarted",
      due: "2026-03-05",
      origin: "external",
    });
  });

  it("announce nothing at the first read, and nothing twice after a restart", async () => {
    const first = await host();
    const { todo } = first.emulator.control;
    const milk = todo.addTask(ada, "Tasks", { title: "Milk" });
    todo.addTask(ada, "Tasks", { title: "Bread" });
    const news = trackTaskEvents(first);
    await first.advance(wait);
    expect(news()).toEqual(["created Milk", "created Bread"]);
    await using second = await first.restart();
    await second.advance(wait);
    expect(trackTaskEvents(second)()).toEqual([]);
    const more = trackTaskEvents(second);
    todo.changeTask(ada, "Tasks", milk, { status: "completed" });
    await second.advance(wait);
    expect(more()).toEqual(["completed Milk"]);
    expect(second.events.filter(({ type }) => type === "todo/task-created")).toEqual([]);
    await using third = await second.restart();
    await third.advance(wait);
    expect(trackTaskEvents(third)()).toEqual([]);
  });

  it("an empty list shows empty (BUG: the last task stayed)", async () => {
    await using t = await host();
    const { todo } = t.emulator.control;
    const milk = todo.addTask(ada, "Tasks", { title: "Milk", ...dueOn("2026-02-01", "UTC") });
    await t.advance(wait);
    expect(t.sensor("todo/tasks")).toMatchObject({ state: 1, attributes: { overdue: 1 } });
    todo.removeTask(ada, "Tasks", milk);
    await t.advance(wait);
    expect(t.sensor("todo/tasks")).toMatchObject({ state: 0, attributes: { tasks: [], overdue: 0, truncated: false } });
  });

  it("more than 100 tasks are all there (BUG: cut silently)", async () => {
    await using t = await host({ config: { maxItems: 1000 } });
    for (let number = 0; number < 250; number++) t.emulator.control.todo.addTask(ada, "Tasks", { title: `Task ${number}` });
    await t.advance(wait);
    expect(t.sensor("todo/tasks").state).toBe(250);
    expect(new Set(shownTitles(t)).size).toBe(250);
  });

  it("a recurring task that is completed is one event, and goes on (wish: recurrence)", async () => {
    await using t = await host();
    const { todo } = t.emulator.control;
    const recurrence = {
      pattern: { type: "weekly", interval: 1, daysOfWeek: ["saturday"] },
      range: { type: "noEnd", startDate: "2026-03-07", recurrenceTimeZone: "W. Europe Standard Time" },
    };
    const bins = todo.addTask(ada, "Tasks", { title: "Bins", recurrence, ...dueOn("2026-03-28", "Europe/Berlin") });
    await t.advance(wait);
    expect(shownTasks(t)).toMatchObject([{ id: bins, due: "2026-03-28", recurrence: "FREQ=WEEKLY;BYDAY=SA;WKST=SU" }]);
    const news = trackTaskEvents(t);
    for (const [was, next] of [
      ["2026-03-28", "2026-04-04"],
      ["2026-04-04", "2026-04-11"],
    ]) {
      todo.changeTask(ada, "Tasks", bins, { status: "completed" });
      await t.advance(wait);
      expect(news()).toEqual(["completed Bins"]);
      expect(payloadsOf(t, "task-completed").at(-1)).toMatchObject({
        id: bins,
        due: was,
        status: "completed",
        occurrence: expect.any(String),
      });
      expect(shownTasks(t)).toMatchObject([{ id: bins, due: next, done: false }]);
    }
    await t.advance(wait);
    expect(news()).toEqual([]);
  });

  it("details are read for what changed (wish 20: steps)", async () => {
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
    const news = trackTaskEvents(t);
    todo.setChecklistItem(ada, "Tasks", trip, { isChecked: true }, "Tickets");
    t.emulator.control.counters.reset();
    await t.advance(wait);
    expect(news()).toEqual(["updated Trip checklist"]);
    expect(shownTasks(t)[0].checklist).toMatchObject([{ title: "Tickets", checked: true }]);
    expect(requestCounts(t)["GET /me/todo/lists/{list}/tasks/{task}"]).toBe(refuse ? undefined : 1);
  });

  it("thousands of tasks: all counted, a change is one event, idling costs a page", async () => {
    await using t = await host({ account: { enableUpdate: false } });
    const { todo, counters } = t.emulator.control;
    const count = refuse ? 2_000 : 10_000;
    const ids = Array.from({ length: count }, (_, number) =>
      todo.addTask(ada, "Tasks", { title: `Task ${number}`, ...(number % 2 ? { status: "completed" } : {}) }),
    );
    await t.advance(wait);
    expect(t.sensor("todo/tasks")).toMatchObject({ state: count / 2, attributes: { truncated: true } });
    const news = trackTaskEvents(t);
    todo.changeTask(ada, "Tasks", ids[1000]!, { status: "completed" });
    todo.removeTask(ada, "Tasks", ids[1001]!);
    await t.advance(wait);
    expect(news().sort()).toEqual(["completed Task 1000", "removed Task 1001"]);
    counters.reset();
    await t.advance(wait);
    expect(counters.report().units).toBeLessThan(refuse ? 30 : 5);
  }, 30_000);

  it("an expired cursor announces only what is new", async () => {
    await using t = await host();
    const { todo, delta } = t.emulator.control;
    todo.addTask(ada, "Tasks", { title: "Milk" });
    await t.advance(wait);
    const news = trackTaskEvents(t);
    todo.addTask(ada, "Tasks", { title: "Bread" });
    delta.expire();
    await t.advance(wait);
    expect(news()).toEqual(["created Bread"]);
  });
});
