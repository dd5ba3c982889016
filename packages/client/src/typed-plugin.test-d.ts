import { expectTypeOf, it } from "vitest";
import type { tasksPlugin } from "../test/tasks-plugin.fixture.ts";
import type { HubClient } from "./create-hub-client.ts";
import type { HubMessage } from "./follow-hub.ts";

declare const client: HubClient;
declare const message: HubMessage;

it("gives sensors, services and events the types of the plugin", async () => {
  const tasks = client.plugin<typeof tasksPlugin>("home", "tasks");
  const list = await tasks.sensor("list", "groceries");
  expectTypeOf(list.state).toEqualTypeOf<number | null>();
  expectTypeOf(list.attributes.titles).toEqualTypeOf<string[] | undefined>();
  expectTypeOf(await tasks.call("add-task", { sensor: "groceries", title: "Milk" })).toEqualTypeOf<{ id: string }>();
  if (tasks.isEvent(message, "task-created")) expectTypeOf(message.event.payload).toEqualTypeOf<{ title: string }>();
  // @ts-expect-error: another plugin's id
  client.plugin<typeof tasksPlugin>("home", "todo");
  // @ts-expect-error: no such service
  void tasks.call("add-tusk", {});
  // @ts-expect-error: a number is no title
  void tasks.call("add-task", { title: 1 });
});
