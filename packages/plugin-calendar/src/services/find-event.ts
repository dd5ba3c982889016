import type { CallContext } from "@casement/core";
import { calendarEventPathOf, type GraphEvent, resolveCalendarEventId } from "@casement/graph-calendar";
import { explainMissingItem } from "@casement/graph-input";

const listedBy = "list-events lists events with their IDs";

/** Does some work with the event of the input `id`, and explains what is wanted if there is none. */
export function withEvent<T>(work: () => Promise<T>): Promise<T> {
  return explainMissingItem(work, { noun: "event", listedBy });
}

interface EventCall extends Pick<CallContext, "account" | "graph"> {
  readonly input: { readonly id: string; readonly series: boolean; readonly occurrence?: string | undefined };
}

/** The event that a service acts on, or with `series` its series: its id, and whether the user organizes it. */
export async function findEvent({ account, graph, input }: EventCall): Promise<{ id: string; isOrganizer: boolean | undefined }> {
  const sought = input.occurrence === undefined ? input.id : await resolveCalendarEventId({ graph, input }, account.mailbox);
  const event = await graph.get<GraphEvent & { isOrganizer?: boolean | null }>(calendarEventPathOf(account.mailbox, sought), {
    query: { $select: "id,seriesMasterId,isOrganizer" },
  });
  return { id: (input.series ? event.seriesMasterId : undefined) ?? sought, isOrganizer: event.isOrganizer ?? undefined };
}
