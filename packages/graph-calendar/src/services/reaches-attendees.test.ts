import { expect, it } from "vitest";
import { reachesAttendees } from "./reaches-attendees.ts";

const start = { type: "occurrence", seriesMasterId: "m" };
const attendees = [{ email: "ben@contoso.example", type: "required", response: "none" }];
const items = new Map([
  ["m", { subject: "", attendees, responseStatus: "organizer" }],
  ["alone", { subject: "" }],
]);

it.each([
  ["of an event without attendees", { subject: "" }, false],
  ["of your own meeting", { subject: "", attendees, responseStatus: "organizer" }, true],
  ["of an occurrence of your own meeting", { ...start }, true],
  ["of an occurrence of a series that is not stored", { ...start, seriesMasterId: "n" }, true],
  ["of an occurrence without attendees", { ...start, seriesMasterId: "alone" }, false],
  ["of a meeting that you were invited to", { subject: "", attendees, responseStatus: "accepted" }, false],
  ["of a meeting in a calendar without responses", { subject: "", attendees }, true],
  ["of an event that is not stored", undefined, true],
])("whether others learn of a change %s", (_, item, expected) => expect(reachesAttendees(item, items)).toBe(expected));
