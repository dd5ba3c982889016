import { CasementError, type FeedPage, type SyncCall } from "@casement/core";
import type { TodoConfig } from "../config.ts";
import type { GraphTask } from "../graph-types.ts";
import type { TaskItem } from "../task-item.ts";
import { detailsOf, toTaskItem } from "../to-task-item.ts";
import { linkOccurrences } from "./link-occurrences.ts";
import { readCursor, writeCursor } from "./list-cursor.ts";
import { soundTasksOf, tasksToReadAgain } from "./odd-tasks.ts";
import { readTaskPage, readTasksById, type TaskSource } from "./read-tasks.ts";

/** What a sensor needs from its list. */
export interface ListNeeds {
  /** Checklists and linked resources. */
  readonly details: boolean;
  /** Details of completed tasks too. */
  readonly completed: boolean;
  /** Checklists and linked resources of open tasks, for calendar programs. */
  readonly agenda?: true;
}

/** Reads one page of a list: by delta, or all of it if delta is refused. */
export async function syncTasks(call: SyncCall<TodoConfig, TaskItem, ListNeeds>): Promise<FeedPage<TaskItem> | undefined> {
  const { account, graph, key, items, needs } = call;
  const zone = account.timeZone;
  const cursor = readCursor(call.cursor, zone);
  const showsDetails = ({ status }: GraphTask) => needs.some(({ details, completed }) => details && (completed || status !== "completed"));
  const isForAgenda = needs.some(({ agenda }) => agenda);
  const source: TaskSource = {
    graph,
    path: `/me/todo/lists/${encodeURIComponent(key)}/tasks`,
    needsDetails: (task) => showsDetails(task) || (isForAgenda && task.status !== "completed"),
  };
  const toItem = (task: GraphTask): TaskItem => {
    const item = toTaskItem(task, zone, showsDetails(task));
    if (!isForAgenda || showsDetails(task)) return item;
    // A completed task keeps the details that it had when it was open.
    const details = source.needsDetails(task) ? detailsOf(task) : agendaDetailsOf(items.get(task.id));
    return details ? { ...item, agendaDetails: details } : item;
  };
  const toItems = (tasks: readonly GraphTask[]): Record<string, TaskItem> =>
    linkOccurrences(Object.fromEntries(tasks.map((task) => [task.id, toItem(task)])), items);

  try {
    const page = await readTaskPage(source, cursor?.link, call.onDemand);
    if (!page) return undefined;
    const missing = page.isList ? [...items.keys()].filter((id) => !(id in page.put)) : [];
    // A change between two pages can hide a task, so tasks that are missing in a complete list are read one by one.
    const known = cursor?.odd ?? [];
    const again = tasksToReadAgain(known, (id) => id in page.put || page.removed.includes(id) || missing.includes(id));
    const awaited = call.awaited.filter((id) => !(id in page.put));
    const more = await readTasksById(source, [...missing, ...again, ...awaited]);
    const { tasks, odd } = soundTasksOf([...Object.values(page.put), ...more], known, call.log);
    const waiting = page.more ? known.filter((id) => !(id in page.put) && !again.includes(id)) : [];
    const allOdd = [...new Set([...odd, ...waiting])];
    return {
      ...page,
      put: toItems(tasks),
      cursor: writeCursor({ zone, link: page.cursor, ...(allOdd.length > 0 ? { odd: allOdd } : {}) }),
    };
  } catch (error) {
    throw explainMissingList(error);
  }
}

function agendaDetailsOf(item: TaskItem | undefined): TaskItem["agendaDetails"] {
  if (item?.checklist === undefined && item?.links === undefined) return item?.agendaDetails;
  return { ...(item.checklist && { checklist: item.checklist }), ...(item.links && { links: item.links }) };
}

function explainMissingList(error: unknown): unknown {
  if (!CasementError.is(error) || error.code !== "graph-not-found") return error;
  return new CasementError("graph-not-found", "The task list no longer exists in Microsoft To Do.", {
    cause: error,
    details: error.details,
  });
}
