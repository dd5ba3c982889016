import type { GraphRequest } from "../../protocol/route.ts";
import { extensionExpand, presentExtensions, withQueryableExtensions } from "../item-extensions/expand-extensions.ts";
import { type EventInstance, exceptionsOf } from "./event-instance.ts";
import { extendedEvent } from "./mapi-properties.ts";
import { type EventView, presentEvent, seriesIdsOf } from "./present-event.ts";

/** What `$expand` of events may name. */
export const eventExpand = { attachments: [], exceptionOccurrences: [], ...extensionExpand };

/** Presents an event with the navigation properties that the client expands. */
export function presentExpandedEvent({ query }: GraphRequest, instance: EventInstance, view: EventView): Record<string, unknown> {
  const expands = (name: "attachments" | "exceptionOccurrences") =>
    query.expand.some(({ property }) => property.toLowerCase() === name.toLowerCase());
  return {
    ...presentEvent(instance, view),
    ...(query.select && seriesIdsOf(instance)),
    ...(expands("attachments") && { attachments: instance.event.attachments }),
    ...(expands("exceptionOccurrences") &&
      instance.type === "seriesMaster" && {
        exceptionOccurrences: exceptionsOf(instance.event).map((exception) => presentEvent(exception, view)),
      }),
    ...presentExtensions({ query }, () => extendedEvent(instance)),
  };
}

/** The event as `$filter` and `$orderby` see it: times in UTC. */
export const toQueryableEvent = (instance: EventInstance, view: EventView): object =>
  withQueryableExtensions({ ...presentEvent(instance, { ...view, timeZone: "UTC" }), ...seriesIdsOf(instance) }, () =>
    extendedEvent(instance),
  );
