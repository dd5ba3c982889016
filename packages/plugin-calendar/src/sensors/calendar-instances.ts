import { type CallContext, CasementError, type SensorInstance, type SensorInstances } from "@casement/core";
import { type About, filterOf, type GraphCalendar, type Want } from "@casement/graph-calendar";
import { calendarColour } from "../colour.ts";
import type { CalendarConfig, Config } from "../config.ts";

/** Graph's ids are long and have no blanks; a name in the config that looks so is an id. */
const looksLikeId = /^[A-Za-z0-9_=-]{40,}$/;
const fields = "id,name,color,hexColor,canEdit";

/**
 * A sensor per configured entry, and one per discovered calendar that `track` lets through. When the calendars cannot be listed,
 * those configured by id are there all the same, and what was known before stays.
 */
export async function calendarInstances({ config, graph, account, log, signal }: CallContext<Config>): Promise<SensorInstances> {
  const path = `${account.mailbox}/calendars`;
  const calendars: GraphCalendar[] = [];
  let incomplete = false;
  try {
    for await (const calendar of graph.pages<GraphCalendar>(path, { query: { $select: fields, $top: 100 } })) calendars.push(calendar);
  } catch (error) {
    if (signal.aborted) throw error;
    incomplete = true;
    log.warn("The calendars cannot be listed now. Those configured by id and those known before are kept; it is tried again.", {
      reason: CasementError.is(error) ? error.message : "unknown",
    });
    // Calendars.ReadBasic lists calendars but does not read one.
    const read = (id: string) => graph.get<GraphCalendar>(`${path}/${encodeURIComponent(id)}`, { query: { $select: fields } });
    const known = new Set(calendars.map(({ id }) => id));
    const ids = configuredIds(config).filter((id) => !known.has(id));
    if (!config.basic) calendars.push(...(await Promise.all(ids.map((id) => read(id).catch((): GraphCalendar => ({ id }))))));
  }

  const instances: SensorInstance[] = [];
  const configured = new Map<string, CalendarConfig[]>();
  for (const [index, entry] of config.calendars.entries()) {
    const found = findCalendar(entry.calendar, calendars);
    const id = found[0]?.id ?? (incomplete && looksLikeId.test(entry.calendar) ? entry.calendar : undefined);
    if (found.length > 1) log.warn(`calendars.${index}: ${found.length} calendars have this name; the first is used. Give the id instead.`);
    if (id === undefined) {
      if (!incomplete) log.warn(`calendars.${index}: there is no calendar of this name or id.`);
      continue;
    }
    const entries = configured.get(id) ?? [];
    configured.set(id, [...entries, entry]);
    if (entry.track === false) continue;
    instances.push(instanceOf(found[0] ?? { id }, config, entry, entries.length === 0 ? id : `${id}#${entry.name ?? entries.length + 1}`));
  }
  for (const calendar of calendars) {
    if (!configured.has(calendar.id) && isTracked(calendar, config.track))
      instances.push(instanceOf(calendar, config, undefined, calendar.id));
  }
  return { instances, incomplete };
}

/** Read one by one when the list fails: Graph has failed to list calendars for days while it read single ones. */
function configuredIds({ calendars }: Config): string[] {
  return [...new Set(calendars.map(({ calendar }) => calendar).filter((name) => looksLikeId.test(name)))];
}

function findCalendar(wanted: string, calendars: readonly GraphCalendar[]): GraphCalendar[] {
  const exact = calendars.filter(({ id, name }) => id === wanted || name === wanted);
  return exact.length > 0 ? exact : calendars.filter(({ name }) => name?.toLowerCase() === wanted.toLowerCase());
}

function isTracked(calendar: GraphCalendar, track: Config["track"]): boolean {
  return Array.isArray(track) ? track.some((wanted) => findCalendar(wanted, [calendar]).length > 0) : track === true || track === "all";
}

function instanceOf(calendar: GraphCalendar, config: Config, entry: CalendarConfig | undefined, id: string): SensorInstance {
  const filter = filterOf(config, entry);
  const colour = calendarColour(calendar);
  const needs: Want = {
    ...(filter.startOffset === undefined ? {} : { startOffset: filter.startOffset }),
    ...(filter.endOffset === undefined ? {} : { endOffset: filter.endOffset }),
  };
  const viewData: About = {
    filter,
    ...(colour === undefined ? {} : { colour }),
    ...(typeof calendar.canEdit === "boolean" ? { canEdit: calendar.canEdit } : {}),
  };
  return { id, title: entry?.name ?? calendar.name ?? "Calendar", key: calendar.id, needs, viewData };
}
