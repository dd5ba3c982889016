import { type CallContext, CasementError, chooseInstances, hasNoMailbox, type SensorInstance, type SensorInstances } from "@casement/core";
import { type ListConfig, type TodoConfig, taskFilterOf } from "../config.ts";
import type { ListNeeds } from "../feeds/sync-tasks.ts";
import type { GraphTaskList } from "../graph-types.ts";
import { soundList } from "../sound-task.ts";
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
    for await (const received of graph.pages<GraphTaskList>("/me/todo/lists", { query: { $top: 100 } })) {
      const list = soundList(received);
      if (list) lists.push(list);
      else incomplete = true;
    }
    if (incomplete) log.warn("Graph returned task lists without an ID. They are left out, and known lists are kept.");
  } catch (error) {
    if (signal.aborted || hasNoMailbox(error)) throw error;
    incomplete = true;
    log.warn("Could not read the task lists. Lists that are configured by ID or were known before are kept. Casement tries again later.", {
      reason: CasementError.is(error) ? error.message : "unknown",
    });
  }
  const { chosen, unmatched, ambiguous } = chooseInstances({
    listed: lists,
    unlisted: incomplete ? config.lists.filter(({ list }) => idPattern.test(list)).map(({ list: id }): GraphTaskList => ({ id })) : [],
    namesOf: ({ displayName }) => [displayName],
    entries: config.lists,
    wantedOf: ({ list }) => list,
    track: config.track,
  });
  for (const { index, count } of ambiguous)
    log.warn(`lists.${index}: ${count} lists have this name. The first one is used. Use the ID instead.`);
  if (!incomplete) for (const index of unmatched) log.warn(`lists.${index}: there is no task list with this name or ID.`);
  return { instances: chosen.map(({ id, thing, entry }) => instanceOf(thing, config, entry, id)), incomplete };
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
