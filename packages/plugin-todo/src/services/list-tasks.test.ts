import { describe, expect, it } from "vitest";
import { ada, callService, createTodoHost, dueOn } from "../../test/todo.fixture.ts";

async function hostWithTasks() {
  const t = await createTodoHost({ config: { dueEndOffset: 0 } });
  const { todo } = t.emulator.control;
  for (let number = 1; number <= 5; number++) todo.addTask(ada, "Tasks", { title: `Open ${number}` });
  for (let number = 1; number <= 3; number++) todo.addTask(ada, "Tasks", { title: `Finished ${number}`, status: "completed" });
  return t;
}
const titles = (tasks: { title: string }[]) => tasks.map(({ title }) => title).sort();

describe("list-tasks", () => {
  it("lists all tasks of a list, whatever the sensor shows", async () => {
    await using t = await hostWithTasks();
    const { tasks, cursor } = await callService(t, "list-tasks", {});
    expect(titles(tasks)).toEqual(["Finished 1", "Finished 2", "Finished 3", "Open 1", "Open 2", "Open 3", "Open 4", "Open 5"]);
    expect(cursor).toBeUndefined();
  });

  it.each([
    ["open", 5],
    ["completed", 3],
  ])("lists %s tasks only", async (show, count) => {
    await using t = await hostWithTasks();
    const { tasks } = await callService(t, "list-tasks", { show });
    expect(tasks).toHaveLength(count);
    expect(new Set(tasks.map(({ done }: { done: boolean }) => done))).toEqual(new Set([show === "completed"]));
  });

  it.each([1, 2, 3, 4, 8])("returns each task once in pages of %i", async (maxItems) => {
    await using t = await hostWithTasks();
    const found: { title: string }[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page: { tasks: { title: string }[]; cursor?: string } = await callService(t, "list-tasks", {
        maxItems,
        ...(cursor && { cursor }),
      });
      expect(page.tasks.length).toBeLessThanOrEqual(maxItems);
      found.push(...page.tasks);
      cursor = page.cursor;
    } while (cursor !== undefined && ++pages < 20);
    expect(titles(found)).toHaveLength(8);
    expect(new Set(titles(found)).size).toBe(8);
  });

  it.each(["open", "all"])("skips none of %s when tasks of an earlier page were completed or removed meanwhile", async (show) => {
    await using t = await hostWithTasks();
    const first = await callService(t, "list-tasks", { show, maxItems: 3 });
    await callService(t, "complete-task", { id: first.tasks[0].id });
    await callService(t, "remove-task", { id: first.tasks[1].id });
    const second = await callService(t, "list-tasks", { show, maxItems: 100, cursor: first.cursor });
    expect(new Set(titles([...first.tasks, ...second.tasks])).size).toBe(show === "open" ? 5 : 8);
    expect(second.tasks).toHaveLength(show === "open" ? 2 : 5);
  });

  it("searches titles in any case, also over pages", async () => {
    await using t = await hostWithTasks();
    const first = await callService(t, "list-tasks", { search: "finished", maxItems: 2 });
    const second = await callService(t, "list-tasks", { search: "finished", maxItems: 2, cursor: first.cursor });
    expect(titles([...first.tasks, ...second.tasks])).toEqual(["Finished 1", "Finished 2", "Finished 3"]);
    expect(second.cursor).toBeUndefined();
    expect((await callService(t, "list-tasks", { search: "nothing" })).tasks).toEqual([]);
  });

  it("returns what the sensor's tasks have, with checklists and links", async () => {
    await using t = await createTodoHost();
    t.emulator.control.todo.addTask(ada, "Tasks", {
      title: "Milk",
      checklistItems: [{ displayName: "Oat" }],
      linkedResources: [{ displayName: "Shop", webUrl: "https://example.com/1" }],
      ...dueOn("2026-03-01", "Europe/Berlin"),
    });
    expect((await callService(t, "list-tasks", {})).tasks).toMatchObject([
      { title: "Milk", due: "2026-03-01", overdue: true, done: false, checklist: [{ title: "Oat" }], links: [{ title: "Shop" }] },
    ]);
  });

  it("lists thousands of tasks in pages of Graph's size", async () => {
    await using t = await createTodoHost();
    const { todo, counters } = t.emulator.control;
    for (let number = 0; number < 250; number++) todo.addTask(ada, "Tasks", { title: `Task ${number}`, status: "completed" });
    counters.reset();
    const { tasks, cursor } = await callService(t, "list-tasks", { maxItems: 150 });
    expect(tasks).toHaveLength(150);
    const rest = await callService(t, "list-tasks", { maxItems: 150, cursor });
    expect(new Set(titles([...tasks, ...rest.tasks])).size).toBe(250);
    expect(rest.cursor).toBeUndefined();
    expect(counters.report().calls["GET /me/todo/lists/{list}/tasks"]?.units).toBeLessThan(8);
  });

  it("refuses a cursor that it did not return", async () => {
    await using t = await createTodoHost();
    await expect(callService(t, "list-tasks", { cursor: "next" })).rejects.toMatchObject({ code: "input-invalid", message: /cursor/ });
  });
});

describe("the start of a task", () => {
  it.each(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"])("is a day in %s", async (timeZone) => {
    await using t = await createTodoHost({ timeZone });
    const { id, start } = await callService(t, "create-task", { title: "Trip", start: "2026-03-29", due: "2026-03-30" });
    expect(start).toBe("2026-03-29");
    expect((await callService(t, "update-task", { id, start: "2026-03-30" })).start).toBe("2026-03-30");
    expect(await callService(t, "update-task", { id, start: null })).not.toHaveProperty("start");
  });

  it("is not after the due date", async () => {
    await using t = await createTodoHost();
    const input = { title: "Trip", start: "2026-03-31", due: "2026-03-30" };
    await expect(callService(t, "create-task", input)).rejects.toMatchObject({ code: "input-invalid", message: /start/ });
  });
});
