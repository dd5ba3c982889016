import { toInstant } from "@casement/graph-time";
import type { CalendarStore } from "./calendar-store.ts";
import { type EventInstance, findOccurrence, toInstance } from "./event-instance.ts";
import type { CalendarOwner } from "./stored-calendar.ts";
import type { EmailAddress, EventAttendee, EventFields, ResponseType, TimeSlot } from "./stored-event.ts";

export type MeetingResponse = Extract<ResponseType, "accepted" | "declined" | "tentativelyAccepted">;

interface AnyMeetingMail {
  readonly from: EmailAddress;
  readonly to: readonly EmailAddress[];
  /** The event or occurrence as the sender has it. */
  readonly instance: EventInstance;
}

/** A mail that Exchange sends about a meeting. */
export type MeetingMail = AnyMeetingMail &
  (
    | { readonly kind: "request" }
    | { readonly kind: "update"; readonly previous: EventFields; readonly isFull: boolean }
    | { readonly kind: "cancellation"; readonly comment?: string | undefined }
    | {
        readonly kind: "response";
        readonly response: MeetingResponse;
        readonly proposedNewTime?: TimeSlot | undefined;
        readonly comment?: string | undefined;
      }
  );

/** Properties of a meeting that the organizer controls. Attendees control the others in their copies. */
export const meetingFields = [
  "subject",
  "body",
  "isAllDay",
  "start",
  "end",
  "location",
  "locations",
  "attendees",
  "importance",
  "sensitivity",
  "responseRequested",
  "allowNewTimeProposals",
  "hideAttendees",
  "isOnlineMeeting",
  "onlineMeetingProvider",
] as const satisfies (keyof EventFields)[];

const sameAddress = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
const includesAddress = (attendees: readonly EventAttendee[], { address }: EmailAddress) =>
  attendees.some(({ emailAddress }) => sameAddress(emailAddress.address, address));

/** The people to whom Exchange writes about an organizer's meeting. */
const peopleOf = (attendees: readonly EventAttendee[], owner: CalendarOwner): EmailAddress[] =>
  attendees.map(({ emailAddress }) => emailAddress).filter(({ address }) => !sameAddress(address, owner.address));

/**
 * Writes to the attendees after an organizer created or changed a meeting: a request to new attendees, a cancellation to those who are no
 * longer invited, and an update to the others if the meeting itself changed. `before` is the meeting before the change.
 */
export function mailAttendees(
  store: CalendarStore,
  owner: CalendarOwner,
  instance: EventInstance,
  before: EventFields | undefined,
  patternChanged = false,
): void {
  if (!instance.event.isOrganizer) return;
  const from = { name: owner.name, address: owner.address };
  const known = before?.attendees ?? [];
  const invited = peopleOf(instance.fields.attendees, owner);
  store.sendMeetingMail({ kind: "request", from, to: invited.filter((person) => !includesAddress(known, person)), instance });
  const removed = peopleOf(known, owner).filter((person) => !includesAddress(instance.fields.attendees, person));
  store.sendMeetingMail({ kind: "cancellation", from, to: removed, instance });
  if (!before || !(patternChanged || isMeetingChanged(before, instance.fields))) return;
  const isFull = patternChanged || timesOf(before) !== timesOf(instance.fields);
  const kept = invited.filter((person) => includesAddress(known, person));
  store.sendMeetingMail({ kind: "update", from, to: kept, instance, previous: before, isFull });
}

/** Writes to the attendees that the organizer canceled a meeting or one of its occurrences. */
export function mailCancellation(store: CalendarStore, owner: CalendarOwner, instance: EventInstance, comment: string | undefined): void {
  if (!instance.event.isOrganizer) return;
  const from = { name: owner.name, address: owner.address };
  store.sendMeetingMail({ kind: "cancellation", from, to: peopleOf(instance.fields.attendees, owner), instance, comment });
}

/** Finds the event of a mail in the calendar of a user, as it is now. */
export function findMeeting(store: CalendarStore, { instance }: MeetingMail, userId: string): EventInstance | undefined {
  const event = [...store.owner(userId).events.values()].find(({ iCalUId }) => iCalUId === instance.event.iCalUId);
  if (!event) return undefined;
  return instance.date === undefined ? toInstance(event) : findOccurrence(event, instance.date);
}

const isMeetingChanged = (before: EventFields, after: EventFields): boolean =>
  meetingFields.some((name) => name !== "attendees" && JSON.stringify(before[name]) !== JSON.stringify(after[name]));

const timesOf = ({ start, end, isAllDay }: EventFields): string =>
  [isAllDay, ...[start, end].map((time) => toInstant(time).getTime())].join();
