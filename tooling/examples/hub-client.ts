import { createHubClient, HubError } from "@casement/client";
import type { todoPlugin } from "@casement/plugin-todo";

/** Writes down what was finished. `position` keeps where the program stopped. */
export async function copyFinishedTasks(connection: { address: string; token: string }, position: Position, signal: AbortSignal) {
  const hub = createHubClient(connection);
  const todo = hub.plugin<typeof todoPlugin>("home", "todo");

  const groceries = await todo.sensor("list", "groceries");
  console.log(`${groceries.title}: ${groceries.state} open`);

  for await (const message of hub.follow({ after: await position.load(), signal })) {
    if (message.type === "disconnected") console.warn(`${message.error.message} Trying again in ${message.retryIn} ms.`);
    if (message.type === "lost") console.warn("Some events are too old: the hub no longer has them.");
    if (!todo.isEvent(message, "task-completed")) continue;
    try {
      await todo.call("create-task", { sensor: "garden", title: `Done: ${message.event.payload.title}` });
    } catch (error) {
      if (!(error instanceof HubError && error.code === "input-invalid")) throw error;
      console.warn(error.message);
    }
    await position.save(message.after);
  }
}

interface Position {
  load(): Promise<string | undefined>;
  save(after: string): Promise<void>;
}
