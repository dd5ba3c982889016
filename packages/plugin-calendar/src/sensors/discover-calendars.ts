import { type CallContext, CasementError, type SensorInstance, type SensorInstances } from "@casement/core";
import { type CalendarEventNeeds, type CalendarViewData, type GraphCalendar, mergeCalendarEventFilters } from "@casement/graph-calendar";
import { calendarPathOf } from "../calendar-source.ts";
import { colorOfCalendar } from "../color-of-calendar.ts";
import type { CalendarConfig, CalendarEntryConfig } from "../config.ts";

type CalendarInstance = SensorInstance<CalendarEventNeeds, CalendarViewData>;

/** Graph's ids are long and contain no spaces. A name in the configuration that looks like one is an id. */
const idPattern = /^[A-Za-z0-9_=-]{40,}$/;
const properties = "id,name,color,hexColor,canEdit";

/**
 * A sensor for each configured entry, and for each other calendar that `track` allows. When the calendars cannot be listed, the calendars
 * that are configured by id are read one by one, and the sensors that were known before stay.
 */
export async function discoverCalendars(call: CallContext<CalendarConfig>): Promise<SensorInstances<CalendarEventNeeds, CalendarViewData>> {
  const { config, log } = call;
  const { calendars, incomplete } = await readCalendars(call);
  const instances: CalendarInstance[] = [];
  const entriesById = new Map<string, CalendarEntryConfig[]>();
  for (const [index, entry] of config.calendars.entries()) {
    const matches = findCalendars(entry.calendar, calendars);
    const id = matches[0]?.id ?? (incomplete && idPattern.test(entry.calendar) ? entry.calendar : undefined);
    if (matches.length > 1)
      log.warn(`calendars.${index}: ${matches.length} calendars have this name. The first one is used. Use the calendar's ID instead.`);
    if (id === undefined) {
      if (!incomplete) log.warn(`calendars.${index}: no calendar has this name or ID.`);
      continue;
    }
    const previous = entriesById.get(id) ?? [];
    entriesById.set(id, [...previous, entry]);
    if (entry.track === false) continue;
    const instanceId = previous.length === 0 ? id : `${id}#${entry.name ?? previous.length + 1}`;
    instances.push(instanceOf(matches[0] ?? { id }, config, entry, instanceId));
  }
  for (const calendar of calendars) {
    if (!entriesById.has(calendar.id) && isTracked(calendar, config.track))
      instances.push(instanceOf(calendar, config, undefined, calendar.id));
  }
  return { instances, incomplete };
}

async function readCalendars(call: CallContext<CalendarConfig>): Promise<{ calendars: GraphCalendar[]; incomplete: boolean }> {
  const { config, graph, account, log, signal } = call;
  const calendars: GraphCalendar[] = [];
  try {
    const query = { $select: properties, $top: 100 };
    for await (const calendar of graph.pages<GraphCalendar>(`${account.mailbox}/calendars`, { query })) calendars.push(calendar);
    return { calendars, incomplete: false };
  } catch (error) {
    if (signal.aborted) throw error;
    log.warn("Could not list the calendars. Sensors that are known or configured by ID stay. Casement tries again.", {
      reason: CasementError.is(error) ? error.message : "unknown",
    });
  }
  // Graph has failed to list calendars for days while it returned single ones. Calendars.ReadBasic allows only the list.
  if (config.basic) return { calendars, incomplete: true };
  const listed = new Set(calendars.map(({ id }) => id));
  const missing = configuredIds(config).filter((id) => !listed.has(id));
  const read = (id: string) => graph.get<GraphCalendar>(calendarPathOf(account, id), { query: { $select: properties } });
  calendars.push(...(await Promise.all(missing.map((id) => read(id).catch((): GraphCalendar => ({ id }))))));
  return { calendars, incomplete: true };
}

function configuredIds({ calendars }: CalendarConfig): string[] {
  return [...new Set(calendars.map(({ calendar }) => calendar).filter((name) => idPattern.test(name)))];
}

/** The calendars with an id or name. The case of a name matters only when several names differ in nothing else. */
function findCalendars(wanted: string, calendars: readonly GraphCalendar[]): GraphCalendar[] {
  const exact = calendars.filter(({ id, name }) => id === wanted || name === wanted);
  return exact.length > 0 ? exact : calendars.filter(({ name }) => name?.toLowerCase() === wanted.toLowerCase());
}

function isTracked(calendar: GraphCalendar, track: CalendarConfig["track"]): boolean {
  return Array.isArray(track) ? track.some((wanted) => findCalendars(wanted, [calendar]).length > 0) : track === true || track === "all";
}

function instanceOf(calendar: GraphCalendar, config: CalendarConfig, entry: CalendarEntryConfig | undefined, id: string): CalendarInstance {
  const filter = mergeCalendarEventFilters(config, entry);
  const { startOffset, endOffset } = filter;
  const color = colorOfCalendar(calendar);
  return {
    id,
    title: entry?.name ?? calendar.name ?? "Calendar",
    key: calendar.id,
    needs: { ...(startOffset === undefined ? {} : { startOffset }), ...(endOffset === undefined ? {} : { endOffset }) },
    viewData: {
      filter,
      ...(color === undefined ? {} : { color }),
      ...(typeof calendar.canEdit === "boolean" ? { canEdit: calendar.canEdit } : {}),
    },
  };
}
