import type { CallPreview, Graph } from "@casement/core";
import { formatAddress } from "@casement/graph-text";
import type { StoredCalendarEvent, StoredCalendarEvents } from "../calendar-event.ts";
import { completeOccurrence } from "../complete-occurrence.ts";
import type { GraphEvent, GraphRecipient } from "../graph-types.ts";
import { calendarEventPathOf, resolveCalendarEventId } from "./calendar-event-reference.ts";

interface PreviewedEventCall {
  readonly graph: Graph;
  readonly input: { readonly id: string; readonly series: boolean; readonly occurrence?: string | undefined };
  readonly stored: (feed: string) => ReadonlyMap<string, ReadonlyMap<string, unknown>>;
}

/** Who hears of a call: the attendees, as of a change, or the organizer, as of a response. */
export type EventAudience = "attendees" | "organizer";

/**
 * What a call does to an event, and who hears of it, before the call runs. Of a series, those invited to a single occurrence too. `base`: the path of
 * the mailbox or group.
 */
export async function previewEvent(call: PreviewedEventCall, base: string, audience: EventAudience): Promise<CallPreview> {
  const { graph } = call;
  const id = await resolveCalendarEventId(call, base);
  const event = await graph.get<GraphEvent & { readonly isOrganizer?: boolean | null }>(calendarEventPathOf(base, id), {
    query: { $select: "id,subject,attendees,organizer,isOrganizer" },
  });
  const people =
    audience === "attendees"
      ? [...(event.attendees ?? []).map(personOf), ...attendeesOfOccurrences(call, id)]
      : [event.isOrganizer ? [] : personOf(event.organizer ?? {})].flat();
  return {
    items: [event.subject ?? ""],
    people: people.filter((person): person is string => person !== undefined),
    // Without a readable address, somebody hears of it who cannot be named.
    reachesUnknown: people.includes(undefined),
  };
}

function personOf({ emailAddress }: GraphRecipient): string | undefined {
  const { name, address } = emailAddress ?? {};
  return address ? formatAddress({ address, ...(name && { name }) }) : undefined;
}

function attendeesOfOccurrences({ stored }: PreviewedEventCall, series: string): string[] {
  const attendees: string[] = [];
  for (const items of stored("events").values() as Iterable<StoredCalendarEvents>)
    for (const item of items.values())
      if (isOccurrenceOf(item, series))
        attendees.push(...(completeOccurrence(item, items)?.attendees ?? []).flatMap(({ email }) => (email ? [email] : [])));
  return attendees;
}

const isOccurrenceOf = (item: StoredCalendarEvent, series: string): boolean => "seriesMasterId" in item && item.seriesMasterId === series;
