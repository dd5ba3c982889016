import { type DateTimeTimeZone, toDateTimeTimeZone, toInstant } from "@casement/graph-time";
import type { GraphRequest } from "../../protocol/route.ts";
import { eventViewOf } from "../calendar/calendar-access.ts";
import { presentEvent } from "../calendar/present-event.ts";
import { isOutOfDate, type MeetingDetails } from "./meeting-details.ts";

const messageTypes = {
  request: "#microsoft.graph.eventMessageRequest",
  update: "#microsoft.graph.eventMessageRequest",
  cancellation: "#microsoft.graph.eventMessage",
  response: "#microsoft.graph.eventMessageResponse",
} as const;

const responseTypes = {
  accepted: "meetingAccepted",
  // Microsoft's metadata spells it so.
  tentativelyAccepted: "meetingTenativelyAccepted",
  declined: "meetingDeclined",
} as const;

/** Presents what an `eventMessage` has beyond a message, and its event if the client expands it. Shape: Microsoft's examples of eventmessage-get. */
export function presentEventMessage(request: GraphRequest, details: MeetingDetails): object {
  const { kind, type, fields, recurrence, response, proposedNewTime } = details;
  const zone = request.prefer.timeZone ?? "UTC";
  const shown = (time: DateTimeTimeZone | undefined) => (time ? toDateTimeTimeZone(toInstant(time), zone) : null);
  const owner = request.mailboxUser.id;
  return {
    "@odata.type": messageTypes[kind],
    meetingMessageType: response ? responseTypes[response] : kind === "cancellation" ? "meetingCancelled" : "meetingRequest",
    type,
    isOutOfDate: isOutOfDate(details, owner),
    isAllDay: fields.isAllDay,
    isDelegated: false,
    startDateTime: shown(fields.start),
    endDateTime: shown(fields.end),
    location: fields.location,
    recurrence,
    ...((kind === "request" || kind === "update") && requestPropertiesOf(details, shown)),
    ...(response && {
      responseType: response,
      proposedNewTime: proposedNewTime ? { start: shown(proposedNewTime.start), end: shown(proposedNewTime.end) } : null,
    }),
    ...(expandsEvent(request) && { event: eventOf(request, details) }),
  };
}

const requestPropertiesOf = (
  { kind, isFullUpdate, fields, previous }: MeetingDetails,
  shown: (time: DateTimeTimeZone | undefined) => DateTimeTimeZone | null,
): object => ({
  meetingRequestType: kind === "request" ? "newMeetingRequest" : isFullUpdate ? "fullUpdate" : "informationalUpdate",
  responseRequested: fields.responseRequested,
  allowNewTimeProposals: fields.allowNewTimeProposals,
  previousStartDateTime: shown(previous?.start),
  previousEndDateTime: shown(previous?.end),
  previousLocation: previous?.location ?? null,
});

const expandsEvent = ({ query }: GraphRequest): boolean => query.expand.some(({ property }) => /eventMessage\/event$/i.test(property));

function eventOf(request: GraphRequest, { find }: MeetingDetails): object | null {
  const instance = find(request.mailboxUser.id);
  return instance ? presentEvent(instance, { ...eventViewOf(request, undefined), basic: false }) : null;
}
