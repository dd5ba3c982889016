import type { ContractOptions, ServiceExample } from "@casement/testing";
import { graphEvent } from "./calendar.fixture.ts";

const ben = "ben@contoso.example";
const person = (address: string) => ({ emailAddress: { address } });
const tomorrow = (subject: string, more = {}) => graphEvent(subject, "2026-03-03T09:00:00", "2026-03-03T10:00:00", more);

/** An input with the id of an event that is created for it. */
const withEvent =
  (input: object, more: (user: string) => object = () => ({})): ServiceExample =>
  ({ emulator }, user) => ({ ...input, id: emulator.control.calendar.createEvent(user, tomorrow("Appraisal", more(user))).id });
const invited = () => ({ organizer: person(ben), attendees: [] });
const inviting = () => ({ attendees: [{ type: "required", ...person(ben) }] });

export const contractOptions: ContractOptions = {
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
