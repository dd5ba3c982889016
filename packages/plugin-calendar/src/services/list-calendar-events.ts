import { invalidInput, type KeyedInstance, service } from "@casement/core";
import {
  type CalendarEventItem,
  type CalendarSource,
  type CalendarViewData,
  calendarEvent,
  calendarEventPropertiesOf,
  createCalendarEventFilter,
  createCalendarEventReader,
  dateOrDateTime,
  type GraphEvent,
  instantOf,
  timeZoneName,
  toCalendarEvent,
  toCalendarEventItem,
} from "@casement/graph-calendar";
import * as z from "zod";
import { calendarSourceOf } from "../calendar-source.ts";
import { calendarConfig } from "../config.ts";

type FoundItem = readonly [id: string, item: CalendarEventItem];

const day = 86_400_000;
/** Graph's limit for a calendar view. */
const longestRange = 1825 * day;

export const listCalendarEvents = service({
  config: calendarConfig,
  title: "List events",
  summary: "List the events of a calendar in any time range, past or future.",
  input: z.object({
    start: dateOrDateTime.optional().meta({ description: "Default: now", "x-aliases": ["from"] }),
    end: dateOrDateTime.optional().meta({ description: "Default: seven days after start", "x-aliases": ["to", "until"] }),
    search: z
      .string()
      .min(1)
      .optional()
      .meta({ description: "Only events whose subject contains this text", "x-aliases": ["query", "text"] }),
    maxItems: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .default(100)
      .meta({ description: "Maximum number of events", "x-aliases": ["limit", "max"] }),
    rules: z.boolean().default(false).meta({ title: "Recurrence rules", description: "Adds the RRULE of each series" }),
    timeZone: timeZoneName.optional(),
  }),
  output: z.object({ events: z.array(calendarEvent), truncated: z.boolean() }),
  scope: "Calendars.ReadBasic",
  target: "calendar",
  effect: "read",
  item: { of: "calendar", does: "list", fields: { from: "start", to: "end", search: "search" } },
  async run(call) {
    const { input, target, account } = call;
    const source = calendarSourceOf(call, target.key);
    const zone = input.timeZone ?? account.timeZone;
    const start = input.start === undefined ? call.now() : instantOf(input.start, zone);
    const end = input.end === undefined ? new Date(start.getTime() + 7 * day) : instantOf(input.end, zone);
    if (end <= start) throw invalidInput("end", "is not after start");
    if (end.getTime() - start.getTime() > longestRange) throw invalidInput("end", "is more than five years after start; list it in parts");

    const isListed = filterOf(target, input.search);
    const found: FoundItem[] = [];
    const query = {
      startDateTime: start.toISOString(),
      endDateTime: end.toISOString(),
      $select: calendarEventPropertiesOf(source),
      $orderby: "start/dateTime",
      $top: Math.min(input.maxItems + 1, 200),
    };
    for await (const event of source.graph.pages<GraphEvent>(`${source.path}/calendarView`, { query })) {
      const item = toCalendarEventItem(event, account.timeZone);
      if (isListed(item) && found.push([event.id, item]) > input.maxItems) break;
    }
    const listed = found.slice(0, input.maxItems);
    const rules = input.rules ? await readRules(listed, source, account.timeZone) : new Map<string, string>();
    return {
      events: listed.map(([id, item]) => {
        const recurrence = rules.get(item.seriesMasterId ?? "");
        return { ...toCalendarEvent(id, item), ...(recurrence === undefined ? {} : { recurrence }) };
      }),
      truncated: found.length > input.maxItems,
    };
  },
});

/** What the sensor's own filter and the search let through. */
function filterOf(
  { viewData }: KeyedInstance<unknown, CalendarViewData>,
  search: string | undefined,
): (item: CalendarEventItem) => boolean {
  const isShown = createCalendarEventFilter(viewData?.filter ?? {});
  const matchesSearch = createCalendarEventFilter(search === undefined ? {} : { search });
  return (item) => isShown(item) && matchesSearch(item);
}

/** RRULEs by the id of their master. */
async function readRules(items: readonly FoundItem[], source: CalendarSource, zone: string): Promise<Map<string, string>> {
  const readEvent = createCalendarEventReader(source);
  const ids = new Set(items.flatMap(([, { seriesMasterId }]) => (seriesMasterId === undefined ? [] : [seriesMasterId])));
  const rules = new Map<string, string>();
  await Promise.all(
    [...ids].map(async (id) => {
      const master = await readEvent(id);
      const recurrence = master && toCalendarEventItem(master, zone).recurrence;
      if (recurrence !== undefined) rules.set(id, recurrence);
    }),
  );
  return rules;
}
