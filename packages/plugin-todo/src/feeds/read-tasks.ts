import { CasementError, type FeedPage, type Graph } from "@casement/core";
import type { GraphTask } from "../graph-types.ts";

/** Where the tasks of a list are read. */
export interface TaskSource {
  readonly graph: Graph;
  /** "/me/todo/lists/…/tasks" */
  readonly path: string;
  /** Whether a sensor shows checklist and links of this task. */
  needsDetails(task: GraphTask): boolean;
}

const pageSize = 200;
/** The HTTP statuses with which Graph refuses delta: not supported, or not with the granted permission. */
const deltaRefusals = new Set([400, 403, 405, 501]);
const expandDetails = { $expand: "checklistItems,linkedResources" };

/** One page of a delta round, with details where a sensor needs them. Undefined if delta is refused. */
export async function readDeltaPage(
  source: TaskSource,
  link: string | undefined,
): Promise<(Omit<FeedPage<GraphTask>, "put"> & { tasks: GraphTask[] }) | undefined> {
  const { graph, path } = source;
  const page = await graph
    .delta<GraphTask>(`${path}/delta`, link, { headers: { Prefer: `odata.maxpagesize=${pageSize}` } })
    .catch((error: unknown) => {
      if (CasementError.is(error) && deltaRefusals.has(Number(error.details.status))) return undefined;
      throw error;
    });
  if (!page) return undefined;
  const { put, ...rest } = page;
  const tasks = await Promise.all(
    Object.values(put).map(async (task) => (source.needsDetails(task) ? ((await readTask(source, task.id)) ?? task) : task)),
  );
  return { ...rest, tasks };
}

/** All tasks of the list. Details are included if a sensor needs them: $expand works here, but not with delta. */
export async function readAllTasks(source: TaskSource): Promise<GraphTask[]> {
  const tasks = new Map<string, GraphTask>();
  const withDetails = source.needsDetails({ id: "", status: "notStarted" });
  const query = { $top: 100, ...(withDetails ? expandDetails : {}) };
  for await (const task of source.graph.pages<GraphTask>(source.path, { query })) tasks.set(task.id, task);
  return [...tasks.values()];
}

/** The tasks with these ids, without those that no longer exist. */
export async function readTasksById(source: TaskSource, ids: readonly string[]): Promise<GraphTask[]> {
  const tasks = await Promise.all(ids.map((id) => readTask(source, id)));
  return tasks.filter((task) => task !== undefined);
}

/** One task with checklist and links. Undefined if it no longer exists. */
async function readTask({ graph, path }: TaskSource, id: string): Promise<GraphTask | undefined> {
  try {
    return await graph.get<GraphTask>(`${path}/${encodeURIComponent(id)}`, { query: expandDetails });
  } catch (error) {
    if (CasementError.is(error) && error.code === "graph-not-found") return undefined;
    throw error;
  }
}
