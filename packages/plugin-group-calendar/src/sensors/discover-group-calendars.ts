import { type CallContext, CasementError, chooseInstances, type SensorInstance, type SensorInstances } from "@casement/core";
import { type CalendarEventNeeds, type CalendarViewData, mergeCalendarEventFilters } from "@casement/graph-calendar";
import type { GroupCalendarConfig, GroupEntryConfig } from "../config.ts";
import { type GraphGroup, groupProperties, hasCalendar } from "../graph-types.ts";
import { groupPathOf } from "../group-paths.ts";
import { listMemberGroups } from "../member-groups.ts";

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
  const { chosen, unmatched, ambiguous } = chooseInstances({
    listed: groups,
    unlisted: await readUnlisted(groups, call),
    namesOf: ({ displayName, mail }) => [displayName, mail],
    entries: config.calendars,
    wantedOf,
    track: Array.isArray(config.track) ? config.track.map(idOrName) : (config.track ?? config.calendars.length === 0),
  });
  for (const { index, count } of ambiguous)
    log.warn(`calendars.${index}: ${count} of your groups have this name. The first one is used. Use the group's ID instead.`);
  for (const index of unmatched)
    if (!incomplete || idPattern.test(config.calendars[index]!.group))
      log.warn(
        `calendars.${index}: you are not a member of a group with this ID, address or name. The service group-calendar/list-groups lists yours.`,
      );
  const withCalendar = chosen.filter(({ thing, index }) => {
    if (!hasCalendar(thing))
      log.warn(`calendars.${index}: this is a security group, which has no calendar. Only Microsoft 365 groups have one.`);
    return hasCalendar(thing);
  });
  return { instances: withCalendar.map(({ id, thing, entry }) => instanceOf(thing, config, entry, id)), incomplete };
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

/** Graph writes IDs in lowercase. */
const idOrName = (wanted: string): string => (idPattern.test(wanted) ? wanted.toLowerCase() : wanted);
const wantedOf = ({ group }: GroupEntryConfig): string => idOrName(group);

/** Reads the groups that are configured by ID and that Graph did not list. Groups that do not exist are left out. */
async function readUnlisted(listed: readonly GraphGroup[], { config, graph, signal }: GroupCall): Promise<GraphGroup[]> {
  const isListed = (wanted: string) => listed.some(({ id }) => id === wanted);
  const ids = new Set(config.calendars.map(wantedOf).filter((wanted) => idPattern.test(wanted) && !isListed(wanted)));
  const read = async (id: string): Promise<GraphGroup[]> => {
    try {
      return [await graph.get<GraphGroup>(groupPathOf(id), { query: { $select: groupProperties } })];
    } catch (error) {
      if (signal.aborted) throw error;
      if (CasementError.is(error) && error.code === "graph-not-found") return [];
      return [{ id, groupTypes: ["Unified"] }];
    }
  };
  return (await Promise.all([...ids].map(read))).flat();
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
