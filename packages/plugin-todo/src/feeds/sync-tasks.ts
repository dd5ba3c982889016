import { type CallContext, CasementError, type FeedPage } from "@casement/core";
import type { TodoConfig } from "../config.ts";
import type { GraphTask } from "../graph-types.ts";
import type { TaskItem } from "../task-item.ts";
import { toTaskItem } from "../to-task-item.ts";
import { linkOccurrences } from "./link-occurrences.ts";
import { readCursor, writeCursor } from "./list-cursor.ts";
import { readAllTasks, readDeltaPage, readTasksById, type TaskSource } from "./read-tasks.ts";

/** What a sensor wants of its list. */
export interface ListNeeds {
  /** Checklists and linked resources. */
  readonly details: boolean;
  /** Also those of finished tasks. */
  readonly completed: boolean;
}

export interface SyncCall extends CallContext<TodoConfig> {
  readonly key: string;
  readonly needs: readonly ListNeeds[];
  readonly cursor: string | undefined;
  /** Somebody wants it now. */
  readonly onDemand: boolean;
  readonly items: ReadonlyMap<string, TaskItem>;
}

/** How long a plain read of the list is good for, where delta is refused: the first round after it comes within five minutes. */
const goodFor = 4 * 60_000 + 5_000;
const day = 86_400_000;

/** Brings one list a page further: by delta, or where that is refused by reading the whole list every five minutes. */
export async function syncTasks(call: SyncCall): Promise<FeedPage<TaskItem> | undefined> {
  const { account, graph, key, items, needs } = call;
  const zone = account.timeZone;
  const cursor = readCursor(call.cursor, zone);
  const now = call.now();
  const place: TaskSource = {
    graph,
    path: `/me/todo/lists/${encodeURIComponent(key)}/tasks`,
    needsDetails: (task) => needs.some(({ details, completed }) => details && (completed || task.status !== "completed")),
  };
  const toItems = (tasks: readonly GraphTask[]): Record<string, TaskItem> =>
    linkOccurrences(Object.fromEntries(tasks.map((task) => [task.id, toTaskItem(task, zone, place.needsDetails(task))])), items);

  const { readAt, retryDelta } = cursor ?? {};
  if (readAt !== undefined && !call.onDemand && now.getTime() < Date.parse(readAt) + goodFor) return undefined;
  try {
    if (retryDelta === undefined || now.toISOString() >= retryDelta) {
      const page = await readDeltaPage(place, cursor?.link);
      if (page) return { ...page, put: toItems(page.tasks), cursor: writeCursor({ zone, link: page.cursor }) };
      call.log.info("To Do refuses change tracking (delta) with Tasks.Read: the list is read as a whole every 5 minutes.");
    }
    const tasks = await readAllTasks(place);
    const here = new Set(tasks.map(({ id }) => id));
    // A list that changes while it is read page by page can hide a task.
    const found = await readTasksById(
      place,
      [...items.keys()].filter((id) => !here.has(id)),
    );
    const retry = retryDelta !== undefined && now.toISOString() < retryDelta ? retryDelta : new Date(now.getTime() + day).toISOString();
    return {
      put: toItems([...tasks, ...found]),
      removed: [],
      cursor: writeCursor({ zone, readAt: now.toISOString(), retryDelta: retry }),
      restart: true,
    };
  } catch (error) {
    throw explained(error);
  }
}

function explained(error: unknown): unknown {
  if (!CasementError.is(error) || error.code !== "graph-not-found") return error;
  return new CasementError("graph-not-found", "The task list is gone from Microsoft To Do.", {
    cause: error,
    details: error.details,
  });
}
