import type { DateTimeTimeZone } from "@casement/graph-time";
import type { EventInstance } from "../calendar/event-instance.ts";
import type { MeetingMail, MeetingResponse } from "../calendar/meeting-mail.ts";
import type { EventFields, TimeSlot } from "../calendar/stored-event.ts";

/** What a mail about a meeting says, as it was when the mail was sent. */
export interface MeetingDetails {
  readonly kind: MeetingMail["kind"];
  /** The same in the calendars of all participants. */
  readonly iCalUId: string;
  readonly type: EventInstance["type"];
  readonly fields: Pick<EventFields, "start" | "end" | "isAllDay" | "location" | "responseRequested" | "allowNewTimeProposals">;
  readonly recurrence: EventInstance["event"]["recurrence"];
  readonly isFullUpdate: boolean;
  readonly previous: Pick<EventFields, "start" | "end" | "location"> | undefined;
  readonly response: MeetingResponse | undefined;
  readonly proposedNewTime: TimeSlot | undefined;
  /** Returns the event in the calendar of a user, as it is now. */
  find(userId: string): EventInstance | undefined;
}

/** Takes from a mail what its `eventMessage` shows. */
export function meetingDetailsOf(mail: MeetingMail, find: MeetingDetails["find"]): MeetingDetails {
  const { event, fields, type } = mail.instance;
  const { start, end, isAllDay, location, responseRequested, allowNewTimeProposals } = fields;
  const isUpdate = mail.kind === "update";
  return {
    kind: mail.kind,
    iCalUId: event.iCalUId,
    type,
    fields: { start, end, isAllDay, location, responseRequested, allowNewTimeProposals },
    recurrence: type === "seriesMaster" ? event.recurrence : null,
    isFullUpdate: isUpdate && mail.isFull,
    previous: isUpdate ? { start: mail.previous.start, end: mail.previous.end, location: mail.previous.location } : undefined,
    response: mail.kind === "response" ? mail.response : undefined,
    proposedNewTime: mail.kind === "response" ? mail.proposedNewTime : undefined,
    find,
  };
}

/** Whether the event has moved since the mail was sent, or is gone. */
export function isOutOfDate({ kind, fields, find }: MeetingDetails, userId: string): boolean {
  if (kind !== "request" && kind !== "update") return false;
  const current = find(userId)?.fields;
  const isSame = (a: DateTimeTimeZone, b: DateTimeTimeZone) => a.dateTime === b.dateTime && a.timeZone === b.timeZone;
  return !current || !isSame(current.start, fields.start) || !isSame(current.end, fields.end);
}
