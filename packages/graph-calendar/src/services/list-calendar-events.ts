import {
  type CallContext,
  CasementError,
  invalidInput,
  type KeyedInstance,
  type OutputOf,
  type Schema,
  type ServiceCall,
  service,
} from "@casement/core";
import { chooseFields, dateOrDateTime, fieldChoice, instantOf, resolveEnd, resolveTime, timeZoneName } from "@casement/graph-input";
import { startOfDay, toIso } from "@casement/graph-time";
import * as z from "zod";
import { type CalendarEventItem, calendarEvent } from "../calendar-event.ts";
import { toCalendarEvent, toCalendarEventItem } from "../calendar-event-mapper.ts";
import { type CalendarSource, calendarEventPropertiesOf, createCalendarEventReader } from "../feeds/calendar-source.ts";
import type { GraphEvent } from "../graph-types.ts";
import { createCalendarEventFilter } from "../sensors/create-calendar-event-filter.ts";
import type { CalendarViewData } from "../sensors/view-calendar.ts";
import { soundEvent } from "../sound-event.ts";
import { type CalendarEventServiceOptions, passErrors } from "./calendar-event-service-options.ts";
import { type FoundEvent, inListOrder, isAfter, type ListedUntil, pageCursorOf, readPageCursor } from "./list-cursor.ts";

const day = 86_400_000;
/** Graph's limit for a calendar view. */
const longestRange = 1825 * day;
/** By how much the same date can begin earlier or later elsewhere: from UTC-12 to UTC+14. */
const dateShift = 26 * 3_600_000;

const mostItems = 1_000;

/** Left out unless they are asked for. */
const links = ["webLink", "joinUrl"];

const input = z.object({
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
    .max(mostItems)
    .default(100)
    .meta({ description: "Maximum number of events", "x-aliases": ["limit", "max"] }),
  rules: z.boolean().default(false).meta({ title: "Recurrence rules", description: "Adds the RRULE of each series" }),
  timeZone: timeZoneName.optional(),
  fields: fieldChoice([...Object.keys(calendarEvent.shape), "calendar"], links),
  cursor: z
    .string()
    .optional()
    .meta({ title: "Next page", description: "`cursor` of the previous page, with the same start and end", "x-group": "More" }),
});

const output = z.object({
  events: z
    .array(
      calendarEvent
        .partial()
        .required({ id: true })
        .extend({ calendar: z.string().optional().describe("Title of the calendar, if several are listed") }),
    )
    .describe("Ordered by start. Without webLink and joinUrl, unless `fields` names them"),
  truncated: z.boolean().describe("Whether there are more events in the range"),
  cursor: z.string().optional().describe("For the next page. Absent on the last one"),
  unreadable: z.array(z.string()).optional().describe("Titles of calendars that could not be read"),
});

interface ListOptions<S extends string, C extends Schema>
  extends Pick<CalendarEventServiceOptions<S>, "title" | "summary" | "scope" | "handleErrors"> {
  /** The plugin's configuration. */
  readonly config: C;
  readonly sourceOf: (call: CallContext<OutputOf<C>>, calendar: string) => CalendarSource;
}

/** Makes the service that lists the events of one calendar or of all, in any time range, page by page. */
export function defineListCalendarEvents<const S extends string, C extends Schema>(options: ListOptions<S, C>) {
  const { sourceOf, handleErrors = passErrors, ...differences } = options;
  return service({
    ...differences,
    input,
    output,
    target: "calendar",
    optionalTarget: true,
    effect: "read",
    item: {
      of: "calendar",
      does: "list",
      fields: { from: "start", to: "end", search: "search", cursor: "cursor" },
      // Each page begins with what Graph repeats of the one before it.
      input: { maxItems: mostItems },
    },
    run: (call) => handleErrors(() => listPage(call, (target) => sourceOf(call, target.key))),
  });
}

type ListCall = ServiceCall<unknown, z.output<typeof input>>;

interface CalendarPart {
  readonly target: KeyedInstance;
  readonly source: CalendarSource;
}
interface ListedRange {
  readonly start: Date;
  readonly end: Date;
  readonly zone: string;
  readonly listedUntil: ListedUntil | undefined;
}

async function listPage(call: ListCall, sourceOf: (target: KeyedInstance) => CalendarSource): Promise<z.input<typeof output>> {
  const { account, input, targets } = call;
  const zone = input.timeZone ?? account.timeZone;
  const range = { ...rangeOf(input, { zone, now: call.now() }), zone, listedUntil: readPageCursor(input.cursor) };
  const failures: unknown[] = [];
  const unreadable: string[] = [];
  /** Of each event, also of one that two sensors show. */
  const parts = new Map<string, CalendarPart>();
  const read = async (target: KeyedInstance): Promise<FoundEvent[]> => {
    const part = { target, source: sourceOf(target) };
    try {
      const found = (await readEvents(call, part, range)).filter(([id]) => !parts.has(id));
      for (const [id] of found) parts.set(id, part);
      return found;
    } catch (error) {
      if (call.signal.aborted || !CasementError.is(error)) throw error;
      failures.push(error);
      unreadable.push(target.title);
      return [];
    }
  };
  const found = (await Promise.all(targets.map(read))).flat().sort(inListOrder);
  if (failures.length > 0 && failures.length === targets.length) throw failures[0];
  const listed = found.slice(0, input.maxItems);
  const truncated = found.length > input.maxItems;
  const rules = input.rules ? await readRules(listed, parts, account.timeZone) : new Map<string, string>();
  return {
    events: listed.map(([id, item]) => {
      const recurrence = rules.get(item.seriesMasterId ?? "");
      const event = { ...toCalendarEvent(id, item), ...(recurrence === undefined ? {} : { recurrence }) };
      return chooseFields(targets.length > 1 ? { ...event, calendar: parts.get(id)!.target.title } : event, input.fields, links);
    }),
    truncated,
    ...(truncated && { cursor: pageCursorOf(listed.at(-1)!) }),
    ...(unreadable.length > 0 && { unreadable }),
  };
}

/** The events of one calendar, one more than fit on the page. */
async function readEvents(call: ListCall, { target, source }: CalendarPart, range: ListedRange): Promise<FoundEvent[]> {
  const { account, input } = call;
  const { start, end, zone, listedUntil } = range;
  const isListed = filterOf(target, input.search);
  const margin = Math.min(dateShift, (longestRange - (end.getTime() - start.getTime())) / 2);
  const query = {
    startDateTime: new Date(Math.max(start.getTime(), Math.min(end.getTime() - 1, listedUntil?.startsAt ?? 0)) - margin).toISOString(),
    endDateTime: new Date(end.getTime() + margin).toISOString(),
    $select: calendarEventPropertiesOf(source),
    $orderby: "start/dateTime",
    $top: Math.min(input.maxItems + 1, 200),
  };
  const found: FoundEvent[] = [];
  let enough = Number.POSITIVE_INFINITY;
  for await (const received of source.graph.pages<GraphEvent>(`${source.path}/calendarView`, { query })) {
    const { item: event } = soundEvent(received);
    if (typeof event.id !== "string" || !event.start || !event.end) {
      call.log.warn("Graph returned an event without an ID or readable times. It is not listed.");
      continue;
    }
    const entry: FoundEvent = [event.id, toCalendarEventItem(event, account.timeZone)];
    const [, item] = entry;
    // Graph orders by instants, so an all-day event of another time zone may come later than its dates.
    if (item.startsAt > enough) break;
    if (!isListed(item) || !overlaps(item, start, end, zone) || (listedUntil && !isAfter(entry, listedUntil))) continue;
    if (found.push(entry) === input.maxItems + 1) enough = item.startsAt + 2 * dateShift;
  }
  return found;
}

function rangeOf(input: { start?: string | undefined; end?: string | undefined }, context: { zone: string; now: Date }) {
  const { zone, now } = context;
  const from = input.start === undefined ? toIso(now, zone) : resolveTime(input.start, context);
  const start = instantOf(from, zone, "start");
  const end = input.end === undefined ? new Date(start.getTime() + 7 * day) : instantOf(resolveEnd(input.end, from, context), zone, "end");
  if (end <= start) throw invalidInput("end", "is not after start", { rule: "after-start" });
  if (end.getTime() - start.getTime() > longestRange) throw invalidInput("end", "is more than five years after start; list it in parts");
  return { start, end };
}

/**
 * Whether an event is in the range. An all-day event is there on its dates, in the time zone of the range. Graph keeps midnight in the time zone
 * of whoever made it, so that in the range's time zone it seems to begin up to 26 hours earlier or later.
 */
function overlaps({ allDay, ...item }: CalendarEventItem, start: Date, end: Date, zone: string): boolean {
  const [from, to] = allDay ? [item.start, item.end].map((date) => startOfDay(date, zone).getTime()) : [item.startsAt, item.endsAt];
  return from! < end.getTime() && (to! > start.getTime() || from! >= start.getTime());
}

/** What the sensor's own filter and the search let through. */
function filterOf({ viewData }: KeyedInstance, search: string | undefined): (item: CalendarEventItem) => boolean {
  const isShown = createCalendarEventFilter((viewData as CalendarViewData | undefined)?.filter ?? {});
  const matchesSearch = createCalendarEventFilter(search === undefined ? {} : { search });
  return (item) => isShown(item) && matchesSearch(item);
}

/** RRULEs by the id of their master. */
async function readRules(
  events: readonly FoundEvent[],
  parts: ReadonlyMap<string, CalendarPart>,
  zone: string,
): Promise<Map<string, string>> {
  const sources = new Map(
    events.flatMap(([id, { seriesMasterId }]) => (seriesMasterId === undefined ? [] : [[seriesMasterId, parts.get(id)!.source] as const])),
  );
  const rules = new Map<string, string>();
  await Promise.all(
    [...sources].map(async ([id, source]) => {
      const master = await createCalendarEventReader(source)(id);
      const { item: series } = soundEvent(master ?? { id });
      const recurrence = series.start && series.end ? toCalendarEventItem(series, zone).recurrence : undefined;
      if (recurrence !== undefined) rules.set(id, recurrence);
    }),
  );
  return rules;
}
