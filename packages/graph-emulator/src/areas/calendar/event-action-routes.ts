import { toInstant } from "@casement/graph-time";
import { badRequest } from "../../protocol/graph-fault.ts";
import { type JsonProperties, propertiesOf, textOf } from "../../protocol/properties-of.ts";
import { acceptedResult, defineRoute, type GraphRequest, type GraphResult, type Route } from "../../protocol/route.ts";
import { checkWritable, type FoundEvent, findEvent } from "./calendar-access.ts";
import type { CalendarStore } from "./calendar-store.ts";
import { toInstance } from "./event-instance.ts";
import { eventBasePaths } from "./event-routes.ts";
import type { MeetingResponse } from "./meeting-mail.ts";
import { cancelMeeting, respondToMeeting } from "./meetings.ts";
import { readBoolean, readTime, readTimeSlot, toCamelKeys } from "./read-event-input.ts";
import { updateEvent } from "./write-event.ts";

export function createEventActionRoutes(store: CalendarStore): Route[] {
  const defineAction =
    (run: (found: FoundEvent, body: JsonProperties) => GraphResult | undefined) =>
    (request: GraphRequest): GraphResult => {
      const found = findEvent(store, request);
      checkWritable(request, found);
      return run(found, propertiesOf(toCamelKeys(request.body))) ?? acceptedResult();
    };

  const respondWith = (response: MeetingResponse) =>
    defineAction(({ target, instance }, body) => {
      const { sendResponse, proposedNewTime } = body;
      if (response === "accepted" && proposedNewTime)
        throw badRequest("A new time cannot be proposed on accepting.", "ErrorInvalidRequest");
      respondToMeeting(store, target.source.owner, instance, response, {
        sendResponse: sendResponse === undefined || sendResponse === null || readBoolean(sendResponse),
        proposedNewTime: proposedNewTime ? readTimeSlot(proposedNewTime) : undefined,
        comment: textOf(body.comment),
      });
      return undefined;
    });

  const cancel = defineAction(({ target, instance }, { comment }) => {
    cancelMeeting(store, target.source.owner, instance, textOf(comment));
    return undefined;
  });

  /** Forwards an event. The organizer's event gets the new attendees, regardless of who forwards it. */
  const forward = (request: GraphRequest): GraphResult => {
    const { target, instance } = findEvent(store, request);
    const { toRecipients } = propertiesOf(toCamelKeys(request.body));
    if (!Array.isArray(toRecipients) || toRecipients.length === 0)
      throw badRequest("At least one recipient is required.", "ErrorInvalidRecipients");
    const original = instance.event.isOrganizer
      ? { owner: target.source.owner, event: instance.event }
      : store.otherCopies(target.source.owner, instance.event.iCalUId).find((copy) => copy.event.isOrganizer);
    if (!original) return acceptedResult();
    const { attendees } = original.event;
    const known = new Set(attendees.map(({ emailAddress }) => emailAddress.address.toLowerCase()));
    const given = toRecipients.map((recipient) => propertiesOf(recipient).emailAddress);
    const added = given.filter((emailAddress) => !known.has(String(propertiesOf(emailAddress).address).toLowerCase()));
    updateEvent(store, original.owner, toInstance(original.event), {
      attendees: [...attendees, ...added.map((emailAddress) => ({ type: "optional", emailAddress }))],
    });
    return acceptedResult();
  };

  const change = (found: FoundEvent, fields: object) => updateEvent(store, found.target.source.owner, found.instance, fields);

  const dismiss = defineAction((found) => {
    change(found, { isReminderOn: false });
    return { status: 200 };
  });

  const snooze = defineAction((found, { newReminderTime }) => {
    const at = toInstant(readTime(newReminderTime, "newReminderTime")).getTime();
    change(found, { isReminderOn: true, reminderMinutesBeforeStart: Math.round((found.instance.start - at) / 60_000) });
    return { status: 200 };
  });

  return eventBasePaths.flatMap((base) => [
    defineRoute("POST", `${base}/events/{event}/accept`, respondWith("accepted")),
    defineRoute("POST", `${base}/events/{event}/tentativelyAccept`, respondWith("tentativelyAccepted")),
    defineRoute("POST", `${base}/events/{event}/decline`, respondWith("declined")),
    defineRoute("POST", `${base}/events/{event}/cancel`, cancel),
    defineRoute("POST", `${base}/events/{event}/forward`, forward),
    defineRoute("POST", `${base}/events/{event}/dismissReminder`, dismiss),
    defineRoute("POST", `${base}/events/{event}/snoozeReminder`, snooze),
  ]);
}
