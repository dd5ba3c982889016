import { type CallContext, CasementError, type SensorInstance, type SensorInstances } from "@casement/core";
import { type ListConfig, type TodoConfig, taskFilterOf } from "../config.ts";
import type { ListNeeds } from "../feeds/sync-tasks.ts";
import type { GraphTaskList } from "../graph-types.ts";
import type { ListViewData } from "./list-view.ts";

/** Graph's ids are long and contain no spaces. A name in the configuration that matches is used as an id. */
const idPattern = /^[A-Za-z0-9_=-]{40,}$/;

/**
 * One sensor for each configured entry, and one for each discovered list that `track` includes. The lists are read page by page without delta,
 * which needs Tasks.ReadWrite. If they cannot be read, lists that are configured by id or were known before are kept.
 */
export async function listInstances({
  config,
  graph,
  log,
  signal,
}: CallContext<TodoConfig>): Promise<SensorInstances<ListNeeds, ListViewData>> {
  const lists: GraphTaskList[] = [];
  let incomplete = false;
  try {
    for await (const list of graph.pages<GraphTaskList>("/me/todo/lists", { query: { $top: 100 } })) lists.push(list);
  } catch (error) {
    if (signal.aborted) throw error;
    incomplete = true;
    log.warn("Could not read the task lists. Lists that are configured by ID or were known before are kept. Casement tries again later.", {
      reason: CasementError.is(error) ? error.message : "unknown",
    });
  }
  const instances: SensorInstance<ListNeeds, ListViewData>[] = [];
  /** The number of entries by list id. */
  const configured = new Map<string, number>();
  for (const [index, entry] of config.lists.entries()) {
    const found = findLists(entry.list, lists);
    const id = found[0]?.id ?? (incomplete && idPattern.test(entry.list) ? entry.list : undefined);
    if (found.length > 1) log.warn(`lists.${index}: ${found.length} lists have this name. The first one is used. Use the ID instead.`);
    if (id === undefined) {
      if (!incomplete) log.warn(`lists.${index}: there is no task list with this name or ID.`);
      continue;
    }
    const earlierEntries = configured.get(id) ?? 0;
    configured.set(id, earlierEntries + 1);
    if (entry.track !== false)
      instances.push(
        instanceOf(found[0] ?? { id }, config, entry, earlierEntries === 0 ? id : `${id}#${entry.name ?? earlierEntries + 1}`),
      );
  }
  for (const list of lists)
    if (!configured.has(list.id) && isTracked(list, config.track)) instances.push(instanceOf(list, config, undefined, list.id));
  return { instances, incomplete };
}

function findLists(nameOrId: string, lists: readonly GraphTaskList[]): GraphTaskList[] {
  const exact = lists.filter(({ id, displayName }) => id === nameOrId || displayName === nameOrId);
  return exact.length > 0 ? exact : lists.filter(({ displayName }) => displayName?.toLowerCase() === nameOrId.toLowerCase());
}

function isTracked(list: GraphTaskList, track: TodoConfig["track"]): boolean {
  return Array.isArray(track) ? track.some((nameOrId) => findLists(nameOrId, [list]).length > 0) : track === true || track === "all";
}

function instanceOf(
  list: GraphTaskList,
  config: TodoConfig,
  entry: ListConfig | undefined,
  id: string,
): SensorInstance<ListNeeds, ListViewData> {
  const filter = taskFilterOf(config, entry);
  return {
    id,
    title: entry?.name ?? list.displayName ?? "Tasks",
    key: list.id,
    needs: { details: filter.details === true, completed: filter.showCompleted === true },
    viewData: {
      filter,
      isOwner: list.isOwner !== false,
      isShared: list.isShared === true,
      wellKnown: list.wellknownListName && list.wellknownListName !== "none" ? list.wellknownListName : undefined,
    },
  };
}
