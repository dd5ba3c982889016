import type { Logger } from "@casement/core";
import type { GraphTask } from "../graph-types.ts";
import { soundTask } from "../sound-task.ts";

/** Stands for tasks without an id, which cannot be read again. */
const noId = "";

/** Tasks as far as they are as documented, and the ids of those to read again until they are well. */
export interface SoundTasks {
  readonly tasks: readonly GraphTask[];
  readonly odd: readonly string[];
}

/** `known`: what was odd in the last round. It is not logged again. */
export function soundTasksOf(received: readonly GraphTask[], known: readonly string[], log: Logger): SoundTasks {
  const odd = new Set<string>();
  const tasks: GraphTask[] = [];
  for (const each of received) {
    if (typeof each?.id !== "string" || each.id === "") {
      if (!known.includes(noId) && !odd.has(noId)) log.warn("Graph returned a task without an ID. It is left out.");
      odd.add(noId);
      continue;
    }
    const { item, odd: properties } = soundTask(each);
    tasks.push(item);
    if (properties.length === 0) continue;
    if (!known.includes(each.id))
      log.warn("Graph returned a task otherwise than documented. What is wrong is left out, and the task is read again.", {
        id: each.id,
        properties: properties.join(", "),
      });
    odd.add(each.id);
  }
  return { tasks, odd: [...odd] };
}

/** The ids to read again in a round that brought these tasks. At most 20. */
export function tasksToReadAgain(known: readonly string[], isKnown: (id: string) => boolean): string[] {
  return known.filter((id) => id !== noId && !isKnown(id)).slice(0, 20);
}
