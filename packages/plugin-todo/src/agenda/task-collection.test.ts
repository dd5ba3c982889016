import { expect, it } from "vitest";
import { ada, createTodoHost, requestCounts, shownTasks, trackTaskEvents } from "../../test/todo.fixture.ts";

const agenda = { from: -90, to: 365 };

it("shows calendar programs whole lists with checklists, which change no sensor and raise no event", async () => {
  await using t = await createTodoHost({ agenda, config: { maxItems: 1 } });
  const { todo, counters } = t.emulator.control;
  const id = todo.addTask(ada, "Tasks", { title: "Milk", checklistItems: [{ displayName: "Oat" }] });
  todo.addTask(ada, "Tasks", { title: "Bread", status: "completed" });
  todo.addTask(ada, "Tasks", { title: "Butter" });
  await t.account.refresh();
  const list = async () => (await t.account.collections())[0]!;
  const read = async () => {
    const found = await list();
    const resources = await found.read((await found.heads()).map(({ group }) => group));
    return Object.fromEntries(resources.map((resource) => [resource!.components[0].summary, resource!.components[0]]));
  };
  expect(await list()).toMatchObject({ component: "VTODO", access: "write", title: "Tasks" });
  expect(await read()).toMatchObject({ Milk: { description: "☐ Oat" }, Bread: { status: "COMPLETED" }, Butter: {} });
  expect(shownTasks(t)).toHaveLength(1);
  expect(shownTasks(t)[0]).not.toHaveProperty("checklist");

  const newEvents = trackTaskEvents(t);
  const [step] = todo.tasks(ada, "Tasks").find((task) => task.id === id)!.checklistItems;
  await t.account.call("todo/update-checklist-item", { sensor: "tasks", id, item: step.id, checked: true });
  await t.account.refresh();
  expect((await read()).Milk).toMatchObject({ description: "☑ Oat" });
  expect(newEvents()).toEqual([]);
  await t.account.call("todo/complete-task", { sensor: "tasks", id });
  expect((await read()).Milk).toMatchObject({ description: "☑ Oat", status: "COMPLETED" });
  counters.reset();
  await t.advance("10m");
  expect(Object.keys(requestCounts(t)).filter((name) => name !== "POST /$batch")).toEqual(["GET /me/todo/lists/{list}/tasks/delta"]);
});
