import { type CallContext, CasementError, chooseInstances, hasNoMailbox, type SensorInstance, type SensorInstances } from "@casement/core";
import {
  type CalendarEventNeeds,
  type CalendarViewData,
  type GraphCalendar,
  mergeCalendarEventFilters,
  soundCalendar,
} from "@casement/graph-calendar";
import { calendarPathOf } from "../calendar-source.ts";
import { colorOfCalendar } from "../color-of-calendar.ts";
import type { CalendarConfig, CalendarEntryConfig } from "../config.ts";

type CalendarInstance = SensorInstance<CalendarEventNeeds, CalendarViewData>;

/** Graph's ids are long and contain no spaces. A name in the configuration that looks like one is an id. */
const idPattern = /^[A-Za-z0-9_=-]{40,}$/;
const properties = "id,name,color,hexColor,canEdit,canShare";

/**
 * A sensor for each configured entry, and for each other calendar that `track` allows. When the calendars cannot be listed, the calendars
 * that are configured by id are read one by one, and the sensors that were known before stay.
 * @throws CasementError when the user has no mailbox, such as a guest
 */
export async function discoverCalendars(call: CallContext<CalendarConfig>): Promise<SensorInstances<CalendarEventNeeds, CalendarViewData>> {
  const { config, log } = call;
  const { calendars, incomplete } = await readCalendars(call);
  const { chosen, unmatched, ambiguous } = chooseInstances({
    listed: calendars,
    unlisted: incomplete ? configuredIds(config).map((id): GraphCalendar => ({ id })) : [],
    namesOf: ({ name }) => [name],
    entries: config.calendars,
    wantedOf: ({ calendar }) => calendar,
    track: config.track,
  });
  for (const { index, count } of ambiguous)
    log.warn(`calendars.${index}: ${count} calendars have this name. The first one is used. Use the calendar's ID instead.`);
  if (!incomplete) for (const index of unmatched) log.warn(`calendars.${index}: no calendar has this name or ID.`);
  return { instances: chosen.map(({ id, thing, entry }) => instanceOf(thing, config, entry, id)), incomplete };
}

async function readCalendars(call: CallContext<CalendarConfig>): Promise<{ calendars: GraphCalendar[]; incomplete: boolean }> {
  const { config, graph, account, log, signal } = call;
  const calendars: GraphCalendar[] = [];
  try {
    const query = { $select: properties, $top: 100 };
    let odd = 0;
    for await (const received of graph.pages<GraphCalendar>(`${account.mailbox}/calendars`, { query })) {
      const calendar = soundCalendar(received);
      if (calendar) calendars.push(calendar);
      else odd++;
    }
    if (odd > 0) log.warn("Graph returned calendars without an ID. They are left out, and known sensors stay.", { count: odd });
    return { calendars, incomplete: odd > 0 };
  } catch (error) {
    if (signal.aborted || hasNoMailbox(error)) throw error;
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
      ...(calendar.canShare === true ? { own: true as const } : {}),
      ...(config.basic ? { basic: true as const } : {}),
    },
  };
}
