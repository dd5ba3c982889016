import { expect, it } from "vitest";
import { ada, createTodoHost, shownTitles } from "../../test/todo.fixture.ts";

it("a new task is shown when Graph reports it", async () => {
  await using t = await createTodoHost({ notifications: true });
  await t.advance("62s");
  const { subscriptions, todo } = t.emulator.control;
  todo.addTask(ada, "Tasks", { title: "Oat milk" });
  await subscriptions.settled();
  await t.advance("1s");
  expect(shownTitles(t)).toEqual(["Oat milk"]);
});

it("without Tasks.ReadWrite, the lists are polled", async () => {
  await using t = await createTodoHost({ notifications: true, account: { enableUpdate: false } });
  await t.advance("2s");
  expect(t.emulator.control.subscriptions.list()).toEqual([]);
  expect(t.account.status().warnings).toEqual([]);
});
