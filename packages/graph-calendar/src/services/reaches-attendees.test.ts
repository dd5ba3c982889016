import { expect, it } from "vitest";
import { reachesAttendees } from "./reaches-attendees.ts";

const attendees = [{ email: "ben@contoso.example", type: "required", response: "none" }];

it.each([
  ["of an event without attendees", {}, false],
  ["of your own meeting", { attendees, responseStatus: "organizer" }, true],
  ["of a meeting that you were invited to", { attendees, responseStatus: "accepted" }, false],
  ["of a meeting in a calendar without responses", { attendees }, true],
  ["of an event that is not stored", undefined, true],
])("whether others learn of a change %s", (_, item, expected) => expect(reachesAttendees(item)).toBe(expected));
