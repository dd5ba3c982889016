import { definePlugin } from "@casement/core";
import { createTestHost } from "@casement/testing";
import { expect, it } from "vitest";
import * as z from "zod";
import { finishTask } from "./finish-task.ts";

const task = z.object({ id: z.string(), title: z.string(), done: z.boolean() });
const listPlugin = definePlugin({
  id: "list",
  title: "List",
  scopes: {
    "Tasks.Read": { tier: "read", why: "Show your tasks" },
    "Tasks.ReadWrite": { tier: "update", why: "Finish tasks for you" },
  },
  sensors: {
    list: {
      title: "List",
      scope: "Tasks.Read",
      every: "1m",
      value: z.object({ state: z.number(), tasks: z.array(task) }),
      present: { kind: "number", items: { attribute: "tasks", as: "tasks", title: "title", done: "done" } },
      async instances({ graph }) {
        const lists = await graph.list<{ id: string; displayName: string }>("/me/todo/lists");
        return lists.map(({ id, displayName }) => ({ id, key: id, title: displayName }));
      },
      async read({ graph, instance }) {
        const tasks = await graph.list<{ id: string; title: string; status: string }>(`/me/todo/lists/${instance.key}/tasks`);
        const shown = tasks.map(({ id, title, status }) => ({ id, title, done: status === "completed" }));
        return { state: shown.filter(({ done }) => !done).length, tasks: shown };
      },
    },
  },
  services: { finish: finishTask },
});

it("finishes a task, also with another name for a field", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: listPlugin }] });
  t.emulator.control.todo.addList("ada@contoso.example", "Groceries");
  const id = t.emulator.control.todo.addTask("ada@contoso.example", "Groceries", { title: "Bread" });
  await t.account.rescan();
  expect(t.sensor("list/groceries").state).toBe(1);
  expect(await t.account.call("list/finish", { id, sensor: "groceries", comment: "The last one" })).toEqual({ id });
  expect(t.sensor("list/groceries")).toMatchObject({ state: 0, attributes: { tasks: [{ title: "Bread", done: true }] } });
});
