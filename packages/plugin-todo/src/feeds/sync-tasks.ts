import { CasementError, type FeedPage, type SyncCall } from "@casement/core";
import type { TodoConfig } from "../config.ts";
import type { GraphTask } from "../graph-types.ts";
import type { TaskItem } from "../task-item.ts";
import { toTaskItem } from "../to-task-item.ts";
import { linkOccurrences } from "./link-occurrences.ts";
import { readCursor, writeCursor } from "./list-cursor.ts";
import { readAllTasks, readDeltaPage, readTasksById, type TaskSource } from "./read-tasks.ts";

/** What a sensor needs from its list. */
export interface ListNeeds {
  /** Checklists and linked resources. */
  readonly details: boolean;
  /** Details of completed tasks too. */
  readonly completed: boolean;
}

/** Where delta is refused, rounds are skipped for this time after a complete read, so that one is made every five minutes. */
const fullReadMaxAgeMs = 4 * 60_000 + 5_000;
const dayMs = 86_400_000;

/** Reads one page of a list by delta. If delta is refused, reads the complete list every five minutes. */
export async function syncTasks(call: SyncCall<TodoConfig, TaskItem, ListNeeds>): Promise<FeedPage<TaskItem> | undefined> {
  const { account, graph, key, items, needs } = call;
  const zone = account.timeZone;
  const cursor = readCursor(call.cursor, zone);
  const now = call.now();
  const source: TaskSource = {
    graph,
    path: `/me/todo/lists/${encodeURIComponent(key)}/tasks`,
    needsDetails: (task) => needs.some(({ details, completed }) => details && (completed || task.status !== "completed")),
  };
  const toItems = (tasks: readonly GraphTask[]): Record<string, TaskItem> =>
    linkOccurrences(Object.fromEntries(tasks.map((task) => [task.id, toTaskItem(task, zone, source.needsDetails(task))])), items);

  const { readAt, retryDelta } = cursor ?? {};
  if (readAt !== undefined && !call.onDemand && now.getTime() < Date.parse(readAt) + fullReadMaxAgeMs) return undefined;
  try {
    const triesDelta = retryDelta === undefined || now.toISOString() >= retryDelta;
    if (triesDelta) {
      const page = await readDeltaPage(source, cursor?.link);
      if (page) return { ...page, put: toItems(page.tasks), cursor: writeCursor({ zone, link: page.cursor }) };
      call.log.info("To Do refuses change tracking (delta) with Tasks.Read. Casement reads the complete list every 5 minutes instead.");
    }
    const tasks = await readAllTasks(source);
    const ids = new Set(tasks.map(({ id }) => id));
    // A change between two pages can hide a task, so missing tasks are read one by one.
    const hidden = await readTasksById(
      source,
      [...items.keys()].filter((id) => !ids.has(id)),
    );
    return {
      put: toItems([...tasks, ...hidden]),
      removed: [],
      cursor: writeCursor({
        zone,
        readAt: now.toISOString(),
        retryDelta: triesDelta ? new Date(now.getTime() + dayMs).toISOString() : retryDelta,
      }),
      restart: true,
    };
  } catch (error) {
    throw explainMissingList(error);
  }
}

function explainMissingList(error: unknown): unknown {
  if (!CasementError.is(error) || error.code !== "graph-not-found") return error;
  return new CasementError("graph-not-found", "The task list no longer exists in Microsoft To Do.", {
    cause: error,
    details: error.details,
  });
}
