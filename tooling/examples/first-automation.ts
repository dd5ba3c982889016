import { createHubClient } from "@casement/client";
import type { todoPlugin } from "@casement/plugin-todo";

const hub = createHubClient({ address: "http://127.0.0.1:8365", token: process.env.TOKEN ?? "" });
const todo = hub.plugin<typeof todoPlugin>("home", "todo");

for await (const message of hub.follow()) {
  if (!todo.isEvent(message, "task-completed")) continue;
  await todo.call("create-task", { sensor: "house", title: `Put away: ${message.event.payload.title}` });
}
