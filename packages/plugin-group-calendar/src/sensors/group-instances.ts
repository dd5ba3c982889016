import { type CallContext, CasementError, type SensorInstance, type SensorInstances } from "@casement/core";
import { type About, filterOf, type Want } from "@casement/graph-calendar";
import type { Config, GroupConfig } from "../config.ts";
import { type GraphGroup, groupFields, hasCalendar } from "../graph-types.ts";
import { groupPath } from "../group-place.ts";
import { findGroups, ownGroups } from "../own-groups.ts";

const looksLikeId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * A sensor per configured entry, and one per group of one's own that `track` lets through. A mistyped group is said once, at the scan; it
 * never becomes a sensor that fails again and again.
 */
export async function groupInstances({ config, graph, log, signal }: CallContext<Config>): Promise<SensorInstances> {
  let groups: GraphGroup[] = [];
  let incomplete = false;
  try {
    groups = await ownGroups(graph);
  } catch (error) {
    if (signal.aborted) throw error;
    incomplete = true;
    log.warn("Your groups cannot be listed now. Those configured by id and those known before are kept; it is tried again.", {
      reason: CasementError.is(error) ? error.message : "unknown",
    });
  }

  /** A group that one is no member of, or whose list failed, by its id. */
  const read = async (id: string): Promise<GraphGroup | undefined> => {
    try {
      return await graph.get<GraphGroup>(groupPath(id), { query: { $select: groupFields } });
    } catch (error) {
      if (signal.aborted) throw error;
      if (CasementError.is(error) && error.code === "graph-not-found") return undefined;
      return { id, groupTypes: ["Unified"] };
    }
  };

  const instances: SensorInstance[] = [];
  const configured = new Map<string, number>();
  for (const [index, entry] of config.calendars.entries()) {
    const found = findGroups(entry.group, groups);
    if (found.length > 1)
      log.warn(`calendars.${index}: ${found.length} of your groups have this name; the first is used. Give the id instead.`);
    const group = found[0] ?? (looksLikeId.test(entry.group) ? await read(entry.group) : undefined);
    if (!group) {
      if (!incomplete || looksLikeId.test(entry.group))
        log.warn(`calendars.${index}: you are in no group of this id, address or name. The service group-calendar/list-groups has yours.`);
      continue;
    }
    if (!hasCalendar(group)) {
      log.warn(`calendars.${index}: this is a security group, which has no calendar. Only Microsoft 365 groups have one.`);
      continue;
    }
    const before = configured.get(group.id) ?? 0;
    configured.set(group.id, before + 1);
    if (entry.track !== false)
      instances.push(instanceOf(group, config, entry, before === 0 ? group.id : `${group.id}#${entry.name ?? before + 1}`));
  }
  for (const group of groups)
    if (!configured.has(group.id) && isTracked(group, config)) instances.push(instanceOf(group, config, undefined, group.id));
  return { instances, incomplete };
}

function isTracked(group: GraphGroup, { track, calendars }: Config): boolean {
  if (track === undefined) return calendars.length === 0;
  return Array.isArray(track) ? track.some((wanted) => findGroups(wanted, [group]).length > 0) : track === true || track === "all";
}

function instanceOf(group: GraphGroup, config: Config, entry: GroupConfig | undefined, id: string): SensorInstance {
  const filter = filterOf(config, entry);
  const needs: Want = {
    ...(filter.startOffset === undefined ? {} : { startOffset: filter.startOffset }),
    ...(filter.endOffset === undefined ? {} : { endOffset: filter.endOffset }),
  };
  const viewData: About = { filter };
  return { id, title: entry?.name ?? group.displayName ?? "Group", key: group.id, needs, viewData };
}
