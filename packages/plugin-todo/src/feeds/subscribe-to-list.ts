import type { ChangeSubscription, SubscribeQuery } from "@casement/core";
import type { TodoConfig } from "../config.ts";

/** Only the global cloud has it, and reading is not enough: https://learn.microsoft.com/graph/api/subscription-post-subscriptions#permissions */
export function subscribeToList({ key }: SubscribeQuery<TodoConfig>): ChangeSubscription<"Tasks.ReadWrite"> | undefined {
  if (key === undefined) return undefined;
  return {
    resource: `me/todo/lists/${key}/tasks`,
    changes: ["created", "updated", "deleted"],
    scope: "Tasks.ReadWrite",
  };
}
