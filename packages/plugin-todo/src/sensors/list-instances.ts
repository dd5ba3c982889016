import { type CallContext, CasementError, type SensorInstance, type SensorInstances } from "@casement/core";
import { type ListConfig, type TodoConfig, taskFilterOf } from "../config.ts";
import type { ListNeeds } from "../feeds/sync-tasks.ts";
import type { GraphTaskList } from "../graph-types.ts";
import type { ListViewData } from "./list-view.ts";

/** Graph's ids are long and have no blanks; a name in the config that looks so is an id. */
const looksLikeId = /^[A-Za-z0-9_=-]{40,}$/;

/**
 * A sensor per configured entry, and one per discovered list that `track` lets through: all lists, page after page, by plain reads (their
 * delta needs Tasks.ReadWrite). When they cannot be read, those configured by id and those known before stay.
 */
export async function listInstances({ config, graph, log, signal }: CallContext<TodoConfig>): Promise<SensorInstances> {
  const lists: GraphTaskList[] = [];
  let incomplete = false;
  try {
    for await (const list of graph.pages<GraphTaskList>("/me/todo/lists", { query: { $top: 100 } })) lists.push(list);
  } catch (error) {
    if (signal.aborted) throw error;
    incomplete = true;
    log.warn("The task lists cannot be read now. Those configured by id and those known before are kept; it is tried again.", {
      reason: CasementError.is(error) ? error.message : "unknown",
    });
  }
  const instances: SensorInstance[] = [];
  const configured = new Map<string, number>();
  for (const [index, entry] of config.lists.entries()) {
    const found = findLists(entry.list, lists);
    const id = found[0]?.id ?? (incomplete && looksLikeId.test(entry.list) ? entry.list : undefined);
    if (found.length > 1) log.warn(`lists.${index}: ${found.length} lists have this name; the first is used. Give the id instead.`);
    if (id === undefined) {
      if (!incomplete) log.warn(`lists.${index}: there is no task list of this name or id.`);
      continue;
    }
    const before = configured.get(id) ?? 0;
    configured.set(id, before + 1);
    if (entry.track !== false)
      instances.push(instanceOf(found[0] ?? { id }, config, entry, before === 0 ? id : `${id}#${entry.name ?? before + 1}`));
  }
  for (const list of lists)
    if (!configured.has(list.id) && isTracked(list, config.track)) instances.push(instanceOf(list, config, undefined, list.id));
  return { instances, incomplete };
}

function findLists(wanted: string, lists: readonly GraphTaskList[]): GraphTaskList[] {
  const exact = lists.filter(({ id, displayName }) => id === wanted || displayName === wanted);
  return exact.length > 0 ? exact : lists.filter(({ displayName }) => displayName?.toLowerCase() === wanted.toLowerCase());
}

function isTracked(list: GraphTaskList, track: TodoConfig["track"]): boolean {
  return Array.isArray(track) ? track.some((wanted) => findLists(wanted, [list]).length > 0) : track === true || track === "all";
}

function instanceOf(list: GraphTaskList, config: TodoConfig, entry: ListConfig | undefined, id: string): SensorInstance {
  const filter = taskFilterOf(config, entry);
  const needs: ListNeeds = { details: filter.details === true, completed: filter.showCompleted === true };
  const viewData: ListViewData = {
    filter,
    isOwner: list.isOwner !== false,
    isShared: list.isShared === true,
    wellKnown: list.wellknownListName && list.wellknownListName !== "none" ? list.wellknownListName : undefined,
  };
  return { id, title: entry?.name ?? list.displayName ?? "Tasks", key: list.id, needs, viewData };
}
