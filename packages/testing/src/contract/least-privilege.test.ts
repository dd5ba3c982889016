import { describe, expect, it } from "vitest";
import { leastPrivilege, type Replay } from "./least-privilege.ts";

const calendar: Replay = {
  kind: "work",
  mailbox: "/me",
  scopes: [
    { scope: "Calendars.Read", tier: "read" },
    { scope: "Calendars.ReadWrite", tier: "update" },
  ],
  calls: [],
};
const read = ["Calendars.Read", "User.Read"];
const update = ["Calendars.Read", "Calendars.ReadWrite", "User.Read"];
const view = { by: "feeds.events", method: "GET", path: "/me/calendarView/delta?startDateTime=x", allowed: read };
const create = { by: "services.create", method: "POST", path: "/me/calendars/AAMk=/events", allowed: update };
const seen = (replay: Partial<Replay>) => leastPrivilege({ ...calendar, ...replay }).map((complaint) => complaint.seen);

describe("least privilege by replay", () => {
  it("is content when every permission is the least for some call, and User.Read counts for everybody", () => {
    const me = { by: "sensors.me", method: "GET", path: "/me?$select=id", allowed: read };
    expect(seen({ calls: [view, create, me] })).toEqual([]);
  });

  it("names a permission that no call needs", () => {
    expect(seen({ calls: [view] })).toEqual(["No call needs Calendars.ReadWrite."]);
    expect(seen({ calls: [create] })).toEqual(["No call needs Calendars.Read."]);
  });

  it("names a call that is not covered, and one that the map does not know", () => {
    const calls = [view, create, { ...create, allowed: read }, { ...view, path: "/me/calendarViews" }];
    expect(seen({ calls })).toEqual([
      "services.create: POST /me/calendars/{id}/events is not covered by Calendars.Read, User.Read.",
      "feeds.events: GET of an unknown path is not covered by Calendars.Read, User.Read.",
    ]);
  });

  it("names a call for which less would do, unless that was reviewed; and a review of nothing", () => {
    const list = { by: "sensors.calendar instances", method: "GET", path: "/me/calendars", allowed: read };
    const exception = { call: "GET /me/calendars", scope: "Calendars.Read", why: "…", source: "…" };
    expect(seen({ calls: [view, create, list] })).toEqual([
      "sensors.calendar instances: GET /me/calendars is made with Calendars.Read, and Calendars.ReadBasic would do.",
    ]);
    expect(seen({ calls: [view, create, list], exceptions: [exception] })).toEqual([]);
    expect(seen({ calls: [view, create], exceptions: [exception] })).toEqual([
      "The exception GET /me/calendars with Calendars.Read is not needed.",
    ]);
  });

  it("takes a reduced permission that Graph accepts for no mistake", () => {
    const allowed = ["Calendars.ReadBasic", "User.Read"];
    expect(seen({ scopes: [{ scope: "Calendars.ReadBasic", tier: "read" }], calls: [{ ...view, allowed }] })).toEqual([]);
  });

  it("counts forwarding as an update", () => {
    const forward = { by: "services.forward", method: "POST", path: "/me/events/AAMk=/forward", allowed: update };
    expect(seen({ calls: [view, forward] })).toEqual([]);
    expect(seen({ calls: [view, create, { ...forward, allowed: read }] })).toEqual([
      "services.forward: POST /me/events/{id}/forward is not covered by Calendars.Read, User.Read.",
    ]);
  });

  it("wants the shared form for a shared mailbox", () => {
    const mailbox = "/users/info%40contoso.example";
    const shared = { ...view, path: `${mailbox}/calendarView/delta`, allowed: ["Calendars.Read.Shared", "User.Read"] };
    expect(seen({ mailbox, scopes: [{ scope: "Calendars.Read.Shared", tier: "read" }], calls: [shared] })).toEqual([]);
  });
});
