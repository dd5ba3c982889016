import { toInstant } from "@casement/graph-time";
import { badRequest } from "../graph-fault.ts";
import { type Properties, propertiesOf } from "../properties-of.ts";
import { accepted, type GraphCall, type GraphResult, type Route, route } from "../route.ts";
import { checkWritable, type Found, findEvent } from "./calendar-access.ts";
import type { CalendarStore } from "./calendar-store.ts";
import { eventPlaces } from "./event-routes.ts";
import { eventItself } from "./instance.ts";
import { type Answer, answerMeeting, cancelMeeting } from "./meetings.ts";
import { camelKeys, readBoolean, readTime, readTimeSlot } from "./read-event-input.ts";
import { updateEvent } from "./write-event.ts";

export function eventActionRoutes(store: CalendarStore): Route[] {
  const action =
    (run: (found: Found, body: Properties) => GraphResult | undefined) =>
    (call: GraphCall): GraphResult => {
      const found = findEvent(store, call);
      checkWritable(call, found);
      return run(found, propertiesOf(camelKeys(call.body))) ?? accepted();
    };

  const answer = (answered: Answer) =>
    action(({ place, instance }, body) => {
      const { sendResponse, proposedNewTime } = body;
      if (answered === "accepted" && proposedNewTime)
        throw badRequest("A new time cannot be proposed on accepting.", "ErrorInvalidRequest");
      answerMeeting(store, place.home.owner, instance, answered, {
        sendResponse: sendResponse === undefined || sendResponse === null || readBoolean(sendResponse),
        proposedNewTime: proposedNewTime ? readTimeSlot(proposedNewTime) : undefined,
      });
      return undefined;
    });

  const cancel = action(({ place, instance }) => {
    cancelMeeting(store, place.home.owner, instance);
    return undefined;
  });

  /** The organiser's forwarding invites; an attendee's leaves it to the organiser, who gets the new attendee too. */
  const forward = (call: GraphCall): GraphResult => {
    const { place, instance } = findEvent(store, call);
    const { toRecipients } = propertiesOf(camelKeys(call.body));
    if (!Array.isArray(toRecipients) || toRecipients.length === 0)
      throw badRequest("At least one recipient is required.", "ErrorInvalidRecipients");
    const original = instance.event.isOrganizer
      ? { owner: place.home.owner, event: instance.event }
      : store.copies(place.home.owner, instance.event.iCalUId).find((copy) => copy.event.isOrganizer);
    if (!original) return accepted();
    const { attendees } = original.event;
    const known = new Set(attendees.map(({ emailAddress }) => emailAddress.address.toLowerCase()));
    const given = toRecipients.map((recipient) => propertiesOf(recipient).emailAddress);
    const added = given.filter((emailAddress) => !known.has(String(propertiesOf(emailAddress).address).toLowerCase()));
    updateEvent(store, original.owner, eventItself(original.event), {
      attendees: [...attendees, ...added.map((emailAddress) => ({ type: "optional", emailAddress }))],
    });
    return accepted();
  };

  const change = (found: Found, fields: object) => updateEvent(store, found.place.home.owner, found.instance, fields);

  const dismiss = action((found) => {
    change(found, { isReminderOn: false });
    return { status: 200 };
  });

  const snooze = action((found, { newReminderTime }) => {
    const at = toInstant(readTime(newReminderTime, "newReminderTime")).getTime();
    change(found, { isReminderOn: true, reminderMinutesBeforeStart: Math.round((found.instance.start - at) / 60_000) });
    return { status: 200 };
  });

  return eventPlaces.flatMap((base) => [
    route("POST", `${base}/events/{event}/accept`, answer("accepted")),
    route("POST", `${base}/events/{event}/tentativelyAccept`, answer("tentativelyAccepted")),
    route("POST", `${base}/events/{event}/decline`, answer("declined")),
    route("POST", `${base}/events/{event}/cancel`, cancel),
    route("POST", `${base}/events/{event}/forward`, forward),
    route("POST", `${base}/events/{event}/dismissReminder`, dismiss),
    route("POST", `${base}/events/{event}/snoozeReminder`, snooze),
  ]);
}
