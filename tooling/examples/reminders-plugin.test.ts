import { createTestHost, type TestHost, testPlugin } from "@casement/testing";
import { expect, it } from "vitest";
import { remindersPlugin } from "./reminders-plugin.ts";

const ada = "ada@contoso.example";
const reminder = (dateTime: string) => ({ isReminderOn: true, reminderDateTime: { dateTime, timeZone: "UTC" } });
const announced = (t: TestHost) =>
  t.events.filter(({ type }) => type.startsWith("reminders/")).map(({ type, payload }) => ({ type, payload }));

it("announces what changes after the first read, each change once, also over a restart", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: remindersPlugin }] });
  const { todo } = t.emulator.control;
  const id = todo.addTask(ada, "Tasks", { title: "Water the plants" });
  await t.advance("1m");
  expect(t.sensor("reminders/tasks").state).toBe(1);
  expect(announced(t)).toEqual([]);

  todo.changeTask(ada, "Tasks", id, { status: "completed" });
  await t.advance("1m");
  expect(announced(t)).toMatchObject([{ type: "reminders/completed", payload: { id, origin: "external" } }]);

  await using same = await t.restart();
  await same.advance("10m");
  expect(announced(same)).toEqual([]);
});

it("announces a reminder to the second, without a request", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: remindersPlugin }] });
  t.emulator.control.todo.addTask(ada, "Tasks", { title: "Call the bank", ...reminder("2026-03-02T09:00:00") });
  await t.advance("1m");
  expect(t.sensor("reminders/tasks").attributes.next).toBe("2026-03-02T09:00:00.000Z");
  await t.advance("58m");
  expect(announced(t)).toEqual([]);
  await t.advance("1m");
  expect(announced(t)).toMatchObject([{ type: "reminders/reminder" }]);
  expect(t.sensor("reminders/tasks").attributes.next).toBeNull();
});

testPlugin(remindersPlugin, {
  arrange({ control }, user) {
    control.todo.addTask(user, "Tasks", { title: "Water the plants", ...reminder("2026-03-02T09:00:00") });
    return ["Water the plants"];
  },
  change({ control }, user) {
    const [first] = control.todo.tasks(user, "Tasks");
    control.todo.changeTask(user, "Tasks", first!.id, { status: "completed" });
  },
});
