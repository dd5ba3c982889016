import type { CallContext } from "@casement/core";
import { localDate } from "@casement/graph-time";
import type { GraphTask } from "../graph-types.ts";
import { soundTask } from "../sound-task.ts";
import type { TaskView } from "../task-item.ts";
import { toTaskItem, toTaskView } from "../to-task-item.ts";

/** A task that Graph returned, as sensors show it, without checklist and links. */
export function toTaskOutput({ account, now }: Pick<CallContext, "account" | "now">, task: GraphTask): TaskView {
  return toTaskView(task.id, toTaskItem(soundTask(task).item, account.timeZone, false), localDate(now(), account.timeZone));
}
