import { CasementError, type DeltaPage, type Graph } from "@casement/core";
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
const expandDetails = { $expand: "checklistItems,linkedResources" };

/** One page of the list, with details where a sensor needs them. Undefined if it is too early to read a list without delta again. */
export async function readTaskPage(
  source: TaskSource,
  link: string | undefined,
  onDemand: boolean,
): Promise<DeltaPage<GraphTask> | undefined> {
  const { graph, path } = source;
  const withDetails = source.needsDetails({ id: "", status: "notStarted" });
  const page = await graph.delta<GraphTask>(`${path}/delta`, link, {
    headers: { Prefer: `odata.maxpagesize=${pageSize}` },
    // $expand works here, but not with delta.
    list: { path, query: { $top: 100, ...(withDetails ? expandDetails : {}) } },
    onDemand,
  });
  if (!page || page.isList) return page;
  const tasks = await Promise.all(
    Object.values(page.put).map(async (task) => (source.needsDetails(task) ? ((await readTask(source, task.id)) ?? task) : task)),
  );
  return { ...page, put: Object.fromEntries(tasks.map((task) => [task.id, task])) };
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
