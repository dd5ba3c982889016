import { createTestHost } from "@casement/testing";
import { expect, it } from "vitest";
import { tasksPlugin } from "./tasks-plugin.ts";

it("shows a list, and adds a task to it", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: tasksPlugin }] });
  t.emulator.control.todo.addList("ada@contoso.example", "Groceries");
  await t.account.rescan();
  expect(t.sensor("tasks/groceries").state).toBe(0);

  await t.account.service(tasksPlugin, "add", { title: "Milk", sensor: "groceries" });
  expect(t.sensor("tasks/groceries").attributes.titles).toEqual(["Milk"]);

  t.emulator.control.todo.addTask("ada@contoso.example", "Groceries", { title: "Bread" });
  await t.advance("1m");
  expect(t.sensor("tasks/groceries").state).toBe(2);
});
