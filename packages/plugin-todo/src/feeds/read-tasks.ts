import { CasementError, type FeedPage, type Graph } from "@casement/core";
import type { GraphTask } from "../graph-types.ts";

export interface TaskSource {
  readonly graph: Graph;
  /** "/me/todo/lists/…/tasks" */
  readonly path: string;
  /** Whether a sensor shows checklist and links of this task. */
  needsDetails(task: GraphTask): boolean;
}

const pageSize = 200;
/** Of a service that knows no delta, or not with this permission. */
const refusals = new Set([400, 403, 405, 501]);
const expand = { $expand: "checklistItems,linkedResources" };

/** One page of a delta round, with details where they are wanted. Undefined where delta is refused. */
export async function readDeltaPage(
  place: TaskSource,
  link: string | undefined,
): Promise<(Omit<FeedPage<GraphTask>, "put"> & { tasks: GraphTask[] }) | undefined> {
  const { graph, path } = place;
  const page = await graph
    .delta<GraphTask>(`${path}/delta`, link, { headers: { Prefer: `odata.maxpagesize=${pageSize}` } })
    .catch((error: unknown) => {
      if (CasementError.is(error) && refusals.has(Number(error.details.status))) return undefined;
      throw error;
    });
  if (!page) return undefined;
  const { put, ...rest } = page;
  const tasks = await Promise.all(
    Object.values(put).map(async (task) => (place.needsDetails(task) ? ((await readTask(place, task.id)) ?? task) : task)),
  );
  return { ...rest, tasks };
}

/** The whole list. Details come along: a list may be expanded, delta may not. */
export async function readAllTasks(place: TaskSource): Promise<GraphTask[]> {
  const tasks = new Map<string, GraphTask>();
  const details = place.needsDetails({ id: "", status: "notStarted" });
  const query = { $top: 100, ...(details ? expand : {}) };
  for await (const task of place.graph.pages<GraphTask>(place.path, { query })) tasks.set(task.id, task);
  return [...tasks.values()];
}

/** Those of the tasks that still exist. */
export async function readTasksById(place: TaskSource, ids: readonly string[]): Promise<GraphTask[]> {
  const read = await Promise.all(ids.map((id) => readTask(place, id)));
  return read.filter((task) => task !== undefined);
}

/** One task with its checklist and links; undefined when it is gone. Calls made together travel together. */
async function readTask({ graph, path }: TaskSource, id: string): Promise<GraphTask | undefined> {
  try {
    return await graph.get<GraphTask>(`${path}/${encodeURIComponent(id)}`, { query: expand });
  } catch (error) {
    if (CasementError.is(error) && error.code === "graph-not-found") return undefined;
    throw error;
  }
}
