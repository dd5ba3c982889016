import { invalidInput, type ServiceCall } from "@casement/core";
import type { GraphEvent } from "@casement/graph-calendar";
import { instantOf, resolveEnd, resolveTime, type TimeContext } from "@casement/graph-input";
import { toInstant } from "@casement/graph-time";

interface InvitationFilter {
  readonly start: string;
  readonly end: string;
  readonly search?: string | undefined;
}

type Invitation = GraphEvent & { isOrganizer?: boolean | null };

interface Invitations {
  readonly invitations: Invitation[];
  /** Meetings of the period that the user organizes. */
  readonly own: number;
  readonly hasMore: boolean;
}

/** Invitations that one call responds to, at most. */
const maxInvitations = 100;

const statuses = { accept: "accepted", tentative: "tentativelyAccepted", decline: "declined" } as const;

/**
 * The invitations that begin in a period and do not have this response yet. Outlook puts them into the default calendar.
 *
 * @throws CasementError `input-invalid` when the period ends before it starts
 */
export async function findInvitations(
  call: ServiceCall,
  { search, ...period }: InvitationFilter,
  response: keyof typeof statuses,
  context: TimeContext,
): Promise<Invitations> {
  const from = resolveTime(period.start, context);
  const start = instantOf(from, context.zone, "where.start");
  const end = instantOf(resolveEnd(period.end, from, context), context.zone, "where.end");
  if (end <= start) throw invalidInput("where.end", "is not after start", { rule: "after-start" });
  const query = {
    startDateTime: start.toISOString(),
    endDateTime: end.toISOString(),
    $select: "id,subject,start,isAllDay,isOrganizer,isCancelled,organizer,responseStatus,attendees",
    $orderby: "start/dateTime",
    $top: 200,
  };
  const text = search?.toLowerCase();
  const invitations: Invitation[] = [];
  let own = 0;
  for await (const event of call.graph.pages<Invitation>(`${call.account.mailbox}/calendarView`, { query })) {
    const { id, subject, isOrganizer, isCancelled, responseStatus, attendees } = event;
    if (typeof id !== "string" || !event.start || isCancelled) continue;
    // What goes on at the beginning of the period began before it.
    if (!event.isAllDay && toInstant(event.start) < start) continue;
    if (text !== undefined && !(subject ?? "").toLowerCase().includes(text)) continue;
    if (isOrganizer) {
      if ((attendees ?? []).length > 0) own++;
      continue;
    }
    if (responseStatus?.response === statuses[response]) continue;
    if (invitations.length === maxInvitations) return { invitations, own, hasMore: true };
    invitations.push(event);
  }
  return { invitations, own, hasMore: false };
}
