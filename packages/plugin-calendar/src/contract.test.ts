import { type ContractOptions, type PermissionException, type ServiceExample, testPlugin } from "@casement/testing";
import { graphEvent } from "../test/calendar.fixture.ts";
import { calendarPlugin } from "./plugin.ts";

const ben = "ben@contoso.example";
const person = (address: string) => ({ emailAddress: { address } });
const tomorrow = (subject: string, more = {}) => graphEvent(subject, "2026-03-03T09:00:00", "2026-03-03T10:00:00", more);

/** An input with the id of an event that is created for it. */
const withEvent =
  (input: object, more: (user: string) => object = () => ({})): ServiceExample =>
  ({ emulator }, user) => ({ ...input, id: emulator.control.calendar.createEvent(user, tomorrow("Appraisal", more(user))).id });
const invited = () => ({ organizer: person(ben), attendees: [] });
const inviting = () => ({ attendees: [{ type: "required", ...person(ben) }] });

const options: ContractOptions = {
  arrange({ control: { calendar }, directory }, user) {
    if (!directory.user(ben)) directory.addUser({ userPrincipalName: ben, displayName: "Ben" });
    calendar.createCalendar(user, { name: "Family" });
    calendar.createEvent(user, tomorrow("Dentist", { body: { contentType: "text", content: "Bring the insurance card" } }));
  },
  change: ({ control: { calendar } }, user) =>
    calendar.createEvent(user, graphEvent("Call with the bank", "2026-03-02T08:01:00", "2026-03-02T08:30:00")),
  snapshot: ({ control: { calendar } }, user) => calendar.events(user),
  services: {
    "list-events": { sensor: "calendar", rules: true },
    "create-event": { sensor: "calendar", subject: "Choir practice", start: "2026-03-04T19:00:00", end: "2026-03-04T21:00:00" },
    "modify-event": withEvent({ subject: "Appraisal, moved", start: "2026-03-05T09:00:00" }),
    "remove-event": withEvent({}),
    "cancel-event": withEvent({ comment: "The hall is closed" }, inviting),
    "respond-to-event": withEvent({ response: "accept", comment: "With pleasure" }, invited),
    "forward-event": withEvent({ to: [ben], comment: "You may want to come" }),
    "find-times": { emails: [ben], start: "2026-03-03", end: "2026-03-05" },
    "list-attachments": withEvent({}),
    "get-schedule": { emails: [ben], start: "2026-03-03T08:00:00", end: "2026-03-03T18:00:00" },
  },
};

const bodiesShown = (request: string): PermissionException => ({
  request,
  scope: "Calendars.Read",
  why: "Events are shown with their bodies, which Calendars.ReadBasic does not include. With `basic: true`, only that is requested.",
  source: "https://learn.microsoft.com/graph/permissions-reference#calendarsreadbasic",
});
const exceptions = [
  "GET /me/calendars",
  "GET /me/calendars/{id}/calendarView",
  "GET /me/events/{id}",
  "GET /me/calendars/{id}/events/{id}",
  "POST /me/calendar/getSchedule",
].map(bodiesShown);

testPlugin(calendarPlugin, { ...options, exceptions });
const attachmentsListed: PermissionException = {
  request: "GET /me/events/{id}/attachments",
  scope: "Calendars.ReadWrite",
  why: "With `basic: true`, Calendars.Read is not requested, but where updates are on, Calendars.ReadWrite allows the request too.",
  source: "https://learn.microsoft.com/graph/permissions-reference#calendarsreadbasic",
};
testPlugin(calendarPlugin, { ...options, config: { basic: true }, exceptions: [attachmentsListed] });
