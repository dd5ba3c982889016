import { toInstant } from "@casement/graph-time";
import { badRequest } from "../graph-fault.ts";
import { type JsonProperties, propertiesOf } from "../properties-of.ts";
import { acceptedResult, type GraphRequest, type GraphResult, type Route, defineRoute } from "../route.ts";
import { checkWritable, type FoundEvent, findEvent } from "./calendar-access.ts";
import type { CalendarStore } from "./calendar-store.ts";
import { eventBasePaths } from "./event-routes.ts";
import { toInstance } from "./event-instance.ts";
import { type MeetingResponse, respondToMeeting, cancelMeeting } from "./meetings.ts";
import { toCamelKeys, readBoolean, readTime, readTimeSlot } from "./read-event-input.ts";
import { updateEvent } from "./write-event.ts";

export function createEventActionRoutes(store: CalendarStore): Route[] {
  const action =
    (run: (found: FoundEvent, body: JsonProperties) => GraphResult | undefined) =>
    (request: GraphRequest): GraphResult => {
      const found = findEvent(store, request);
      checkWritable(request, found);
      return run(found, propertiesOf(toCamelKeys(request.body))) ?? acceptedResult();
    };

  const answer = (answered: MeetingResponse) =>
    action(({ target: place, instance }, body) => {
      const { sendResponse, proposedNewTime } = body;
      if (answered === "accepted" && proposedNewTime)
        throw badRequest("A new time cannot be proposed on accepting.", "ErrorInvalidRequest");
      respondToMeeting(store, place.source.owner, instance, answered, {
        sendResponse: sendResponse === undefined || sendResponse === null || readBoolean(sendResponse),
        proposedNewTime: proposedNewTime ? readTimeSlot(proposedNewTime) : undefined,
      });
      return undefined;
    });

  const cancel = action(({ target: place, instance }) => {
    cancelMeeting(store, place.source.owner, instance);
    return undefined;
  });

  /** The organiser's forwarding invites; an attendee's leaves it to the organiser, who gets the new attendee too. */
  const forward = (request: GraphRequest): GraphResult => {
    const { target: place, instance } = findEvent(store, request);
    const { toRecipients } = propertiesOf(toCamelKeys(request.body));
    if (!Array.isArray(toRecipients) || toRecipients.length === 0)
      throw badRequest("At least one recipient is required.", "ErrorInvalidRecipients");
    const original = instance.event.isOrganizer
      ? { owner: place.source.owner, event: instance.event }
      : store.otherCopies(place.source.owner, instance.event.iCalUId).find((copy) => copy.event.isOrganizer);
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

  const dismiss = action((found) => {
    change(found, { isReminderOn: false });
    return { status: 200 };
  });

  const snooze = action((found, { newReminderTime }) => {
    const at = toInstant(readTime(newReminderTime, "newReminderTime")).getTime();
    change(found, { isReminderOn: true, reminderMinutesBeforeStart: Math.round((found.instance.start - at) / 60_000) });
    return { status: 200 };
  });

  return eventBasePaths.flatMap((base) => [
    defineRoute("POST", `${base}/events/{event}/accept`, answer("accepted")),
    defineRoute("POST", `${base}/events/{event}/tentativelyAccept`, answer("tentativelyAccepted")),
    defineRoute("POST", `${base}/events/{event}/decline`, answer("declined")),
    defineRoute("POST", `${base}/events/{event}/cancel`, cancel),
    defineRoute("POST", `${base}/events/{event}/forward`, forward),
    defineRoute("POST", `${base}/events/{event}/dismissReminder`, dismiss),
    defineRoute("POST", `${base}/events/{event}/snoozeReminder`, snooze),
  ]);
}
