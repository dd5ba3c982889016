import type { TestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { ada, callService, createTodoHost } from "../../test/todo.fixture.ts";

const titlesOf = (tasks: { title: string }[]) => tasks.map(({ title }) => title);

describe("several tasks in one call", () => {
  it("create-task creates a task for each title, in order, with the same fields", async () => {
    await using t = await createTodoHost();
    const { tasks } = await callService(t, "create-task", { titles: ["Milk", "Eggs", "Bread"], due: "2026-03-05", checklist: ["Look"] });
    expect(titlesOf(tasks)).toEqual(["Milk", "Eggs", "Bread"]);
    const listed = await callService(t, "list-tasks", {});
    expect(titlesOf(listed.tasks).toSorted()).toEqual(["Bread", "Eggs", "Milk"]);
    for (const { due, checklist } of listed.tasks) expect([due, checklist.length]).toEqual(["2026-03-05", 1]);
    for (const input of [{}, { title: "A", titles: ["B"] }])
      await expect(callService(t, "create-task", input)).rejects.toMatchObject({ code: "input-invalid" });
  });

  it("complete-task completes several, each once", async () => {
    await using t = await createTodoHost();
    const { tasks } = await callService(t, "create-task", { titles: ["Milk", "Eggs", "Bread"] });
    const [milk, eggs] = tasks.map(({ id }: { id: string }) => id);
    const done = await callService(t, "complete-task", { ids: [milk, eggs, milk] });
    expect(titlesOf(done.tasks)).toEqual(["Milk", "Eggs"]);
    expect(titlesOf((await callService(t, "list-tasks", { show: "open" })).tasks)).toEqual(["Bread"]);
    await expect(callService(t, "complete-task", { id: ["Bread"] })).rejects.toMatchObject({
      message: expect.stringContaining("list-tasks"),
    });
  });
});

describe("list-tasks without a list", () => {
  const listAll = (t: TestHost, input: object): Promise<any> => t.account.call("todo/list-tasks", { ...input });
  async function hostWithLists() {
    const t = await createTodoHost({ signedOut: true });
    const { todo } = t.emulator.control;
    todo.addList(ada, "Groceries");
    todo.addList(ada, "Empty");
    for (const title of ["Call", "Write"]) todo.addTask(ada, "Tasks", { title });
    for (const title of ["Milk", "Eggs", "Bread"]) todo.addTask(ada, "Groceries", { title });
    await t.signIn();
    return t;
  }

  it("lists all lists, and names them", async () => {
    await using t = await hostWithLists();
    const { tasks, cursor } = await listAll(t, {});
    expect(tasks.map(({ title, list }: Record<string, string>) => `${list}: ${title}`).toSorted()).toEqual([
      "Groceries: Bread",
      "Groceries: Eggs",
      "Groceries: Milk",
      "Tasks: Call",
      "Tasks: Write",
    ]);
    expect(cursor).toBeUndefined();
    const groceries = await callService(t, "list-tasks", { sensor: "groceries" });
    expect(groceries.tasks[0]).not.toHaveProperty("list");
  });

  it.each([1, 2, 3, 4, 5])("returns each task once in pages of %i", async (maxItems) => {
    await using t = await hostWithLists();
    const found: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await listAll(t, { maxItems, ...(cursor && { cursor }) });
      found.push(...titlesOf(page.tasks));
      cursor = page.cursor;
    } while (cursor !== undefined && ++pages < 10);
    expect(found.toSorted()).toEqual(["Bread", "Call", "Eggs", "Milk", "Write"]);
    await expect(listAll(t, { cursor: "x~1" })).rejects.toMatchObject({ code: "input-invalid" });
  });
});

it.each([
  ["UTC", "2026-03-09"],
  ["Europe/Berlin", "2026-03-09"],
  ["America/New_York", "2026-03-09"],
  ["Pacific/Auckland", "2026-03-10"],
  ["Asia/Kolkata", "2026-03-09"],
])("list-tasks: tasks that were completed since a day in %s", async (timeZone, today) => {
  await using t = await createTodoHost({ account: { timeZone } });
  const { todo } = t.emulator.control;
  todo.addTask(ada, "Tasks", { title: "Long ago", status: "completed" });
  t.clock.jump(new Date(t.clock.now().getTime() + 7 * 86_400_000));
  todo.addTask(ada, "Tasks", { title: "Today", status: "completed" });
  todo.addTask(ada, "Tasks", { title: "Open" });
  for (const completedSince of [today, "2026-03-05"])
    expect(titlesOf((await callService(t, "list-tasks", { completedSince })).tasks)).toEqual(["Today"]);
  expect((await callService(t, "list-tasks", { completedSince: "2026-03-11" })).tasks).toEqual([]);
});
