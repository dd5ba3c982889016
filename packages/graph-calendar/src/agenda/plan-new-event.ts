import type { AgendaCall } from "@casement/core";
import { type EventField, eventFields } from "./component-changes.ts";
import { eventInput } from "./event-input.ts";
import { type EventPlan, planOf, refusedCancellation, refusedPlan } from "./event-plan.ts";
import { newSeriesCalls } from "./new-series-calls.ts";
import { type EventWrite, hasOthers, isOthersMeeting, unfitEvent, withoutUnnotified } from "./plan-event.ts";

/** A new event, or a series with its overrides and deleted occurrences. */
export function planNewEvent({ write, after, own, zone }: EventWrite): EventPlan {
  const [first, ...overrides] = after.components;
  if (after.components.some((each) => isOthersMeeting(each, own)))
    return refusedPlan("attendee-change", "Somebody else organizes this meeting. It comes into the calendar with the invitation.");
  if (first.recurrenceId) return refusedPlan("unsupported", "An occurrence without its series cannot be created.");
  const unfit = unfitEvent(first, zone);
  if (unfit) return unfit;
  if (first.status === "CANCELLED") return refusedCancellation();
  const master = withoutUnnotified(first);
  const invites = hasOthers(master, own);
  if (invites && write.isElsewhere)
    return refusedPlan("organizer-change", "A meeting cannot be moved to another calendar: all its people would be invited again.");
  const given = new Set<EventField>([...eventFields, "attendees" as const].filter((field) => master[field] !== undefined));
  if (!invites) given.delete("attendees");
  const input = { ...eventInput(master, given, own, zone), subject: master.summary ?? "", transactionId: write.requestId, uid: after.uid };
  const create: AgendaCall = { service: "create-event", input: { ...input, ...(master.alarm ? {} : { reminder: null }) } };
  const ofOccurrences = newSeriesCalls({ master, overrides, id: undefined, own, zone });
  const removals = ofOccurrences.filter(({ service }) => service === "remove-event");
  if (!invites || removals.length === 0) return planOf([create, ...ofOccurrences], invites ? "invitations" : "nothing");
  // Whoever is invited after occurrences were removed gets no cancellation of them. Changed ones come last, so that they have the attendees.
  const { attendees, ...alone } = create.input;
  const invite: AgendaCall = { service: "modify-event", input: { attendees }, onCreated: true };
  const changed = ofOccurrences.filter(({ service }) => service !== "remove-event");
  return planOf([{ ...create, input: alone }, ...removals, invite, ...changed], "invitations");
}
