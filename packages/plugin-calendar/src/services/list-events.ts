import {
  type About,
  type EventItem,
  event,
  eventFields,
  eventFilter,
  eventReader,
  type GraphEvent,
  invalid,
  momentOf,
  type Place,
  timeZone,
  toItem,
  toView,
  when,
} from "@casement/graph-calendar";
import * as z from "zod";
import { placeOf } from "../calendar-place.ts";
import type { ServiceCall } from "./service-call.ts";

export const listEventsInput = z.object({
  start: when.optional().describe("Now unless given"),
  end: when.optional().describe("Seven days after the start unless given"),
  search: z.string().min(1).optional().describe("Only events whose subject contains this"),
  maxItems: z.number().int().min(1).max(1000).default(100),
  rules: z.boolean().default(false).describe("Also read the RRULE of each series"),
  timeZone: timeZone.optional(),
});
export const listEventsOutput = z.object({ events: z.array(event), truncated: z.boolean() });

const day = 86_400_000;
/** Graph's limit of a calendar view. */
const longest = 1825 * day;

/** Events of any range, past or future, through the sensor's own filters. */
export async function listEvents(call: ServiceCall<z.output<typeof listEventsInput>>): Promise<z.output<typeof listEventsOutput>> {
  const { input, target, account, config } = call;
  const place = placeOf(call, target.key ?? target.id);
  const zone = input.timeZone ?? account.timeZone;
  const start = input.start === undefined ? call.now() : momentOf(input.start, zone);
  const end = input.end === undefined ? new Date(start.getTime() + 7 * day) : momentOf(input.end, zone);
  if (end <= start) throw invalid("end", "is not after start");
  if (end.getTime() - start.getTime() > longest) throw invalid("end", "is more than five years after start; ask for it in parts");
  const wanted = [eventFilter((target.viewData as About).filter), eventFilter(input.search === undefined ? {} : { search: input.search })];

  const found: [string, EventItem][] = [];
  const query = {
    startDateTime: start.toISOString(),
    endDateTime: end.toISOString(),
    $select: eventFields(config.basic),
    $orderby: "start/dateTime",
    $top: Math.min(input.maxItems + 1, 200),
  };
  for await (const entry of place.graph.pages<GraphEvent>(`${place.path}/calendarView`, { query })) {
    const item = toItem(entry, account.timeZone);
    if (wanted.every((fits) => fits(item)) && found.push([entry.id, item]) > input.maxItems) break;
  }
  const events = found.slice(0, input.maxItems);
  const rules = input.rules ? await rulesOf(events, place, account.timeZone) : new Map<string, string>();
  return {
    events: events.map(([id, item]) => {
      const recurrence = rules.get(item.seriesMasterId ?? "");
      return { ...toView(id, item), ...(recurrence === undefined ? {} : { recurrence }) };
    }),
    truncated: found.length > input.maxItems,
  };
}

async function rulesOf(events: readonly [string, EventItem][], place: Place, zone: string): Promise<Map<string, string>> {
  const read = eventReader(place);
  const ids = new Set(events.flatMap(([, { seriesMasterId }]) => (seriesMasterId === undefined ? [] : [seriesMasterId])));
  const rules = new Map<string, string>();
  await Promise.all(
    [...ids].map(async (id) => {
      const master = await read(id);
      const recurrence = master && toItem(master, zone).recurrence;
      if (recurrence !== undefined) rules.set(id, recurrence);
    }),
  );
  return rules;
}
