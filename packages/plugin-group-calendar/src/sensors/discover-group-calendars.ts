import { type CallContext, CasementError, type SensorInstance, type SensorInstances } from "@casement/core";
import { type CalendarEventNeeds, type CalendarViewData, mergeCalendarEventFilters } from "@casement/graph-calendar";
import type { GroupCalendarConfig, GroupEntryConfig } from "../config.ts";
import { type GraphGroup, groupProperties, hasCalendar } from "../graph-types.ts";
import { groupPathOf } from "../group-paths.ts";
import { findGroups, listMemberGroups } from "../member-groups.ts";

type GroupInstance = SensorInstance<CalendarEventNeeds, CalendarViewData>;
type GroupCall = CallContext<GroupCalendarConfig>;

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * A sensor for each configured entry, and for each other group of the user that `track` allows. A mistyped group is logged at each scan and
 * does not become a sensor that always fails.
 */
export async function discoverGroupCalendars(call: GroupCall): Promise<SensorInstances<CalendarEventNeeds, CalendarViewData>> {
  const { config, log } = call;
  const { groups, incomplete } = await readGroups(call);
  const instances: GroupInstance[] = [];
  const entryCounts = new Map<string, number>();
  for (const [index, entry] of config.calendars.entries()) {
    const matches = findGroups(entry.group, groups);
    if (matches.length > 1)
      log.warn(`calendars.${index}: ${matches.length} of your groups have this name. The first one is used. Use the group's ID instead.`);
    const group = matches[0] ?? (idPattern.test(entry.group) ? await readGroup(entry.group, call) : undefined);
    if (!group) {
      if (!incomplete || idPattern.test(entry.group))
        log.warn(
          `calendars.${index}: you are not a member of a group with this ID, address or name. The service group-calendar/list-groups lists yours.`,
        );
      continue;
    }
    if (!hasCalendar(group)) {
      log.warn(`calendars.${index}: this is a security group, which has no calendar. Only Microsoft 365 groups have one.`);
      continue;
    }
    const previous = entryCounts.get(group.id) ?? 0;
    entryCounts.set(group.id, previous + 1);
    if (entry.track !== false)
      instances.push(instanceOf(group, config, entry, previous === 0 ? group.id : `${group.id}#${entry.name ?? previous + 1}`));
  }
  for (const group of groups)
    if (!entryCounts.has(group.id) && isTracked(group, config)) instances.push(instanceOf(group, config, undefined, group.id));
  return { instances, incomplete };
}

async function readGroups({ graph, log, signal }: GroupCall): Promise<{ groups: readonly GraphGroup[]; incomplete: boolean }> {
  try {
    return { groups: await listMemberGroups(graph), incomplete: false };
  } catch (error) {
    if (signal.aborted) throw error;
    log.warn("Could not list your groups. Sensors that are known or configured by ID stay. Casement tries again.", {
      reason: CasementError.is(error) ? error.message : "unknown",
    });
    return { groups: [], incomplete: true };
  }
}

/** Reads a group that is not among the listed ones. Undefined when it does not exist. */
async function readGroup(id: string, { graph, signal }: GroupCall): Promise<GraphGroup | undefined> {
  try {
    return await graph.get<GraphGroup>(groupPathOf(id), { query: { $select: groupProperties } });
  } catch (error) {
    if (signal.aborted) throw error;
    if (CasementError.is(error) && error.code === "graph-not-found") return undefined;
    return { id, groupTypes: ["Unified"] };
  }
}

function isTracked(group: GraphGroup, { track, calendars }: GroupCalendarConfig): boolean {
  if (track === undefined) return calendars.length === 0;
  return Array.isArray(track) ? track.some((wanted) => findGroups(wanted, [group]).length > 0) : track === true || track === "all";
}

function instanceOf(group: GraphGroup, config: GroupCalendarConfig, entry: GroupEntryConfig | undefined, id: string): GroupInstance {
  const filter = mergeCalendarEventFilters(config, entry);
  const { startOffset, endOffset } = filter;
  return {
    id,
    title: entry?.name ?? group.displayName ?? "Group",
    key: group.id,
    needs: { ...(startOffset === undefined ? {} : { startOffset }), ...(endOffset === undefined ? {} : { endOffset }) },
    viewData: { filter },
  };
}
