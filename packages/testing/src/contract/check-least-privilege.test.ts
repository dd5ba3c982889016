import { describe, expect, it } from "vitest";
import { checkLeastPrivilege, type RequestReplay } from "./check-least-privilege.ts";

const calendar: RequestReplay = {
  accountType: "work",
  mailbox: "/me",
  scopes: [
    { scope: "Calendars.Read", tier: "read" },
    { scope: "Calendars.ReadWrite", tier: "update" },
  ],
  requests: [],
};
const readScopes = ["Calendars.Read", "User.Read"];
const updateScopes = ["Calendars.Read", "Calendars.ReadWrite", "User.Read"];
const viewRequest = {
  caller: "feeds.events",
  method: "GET",
  path: "/me/calendarView/delta?startDateTime=x",
  allowedScopes: readScopes,
};
const createRequest = { caller: "services.create", method: "POST", path: "/me/calendars/AAMk=/events", allowedScopes: updateScopes };
const observedIn = (replay: Partial<RequestReplay>) => checkLeastPrivilege({ ...calendar, ...replay }).map(({ observed }) => observed);

describe("checkLeastPrivilege", () => {
  it("accepts scopes that are each the least for some request, and User.Read for everything", () => {
    const me = { caller: "sensors.me", method: "GET", path: "/me?$select=id", allowedScopes: readScopes };
    expect(observedIn({ requests: [viewRequest, createRequest, me] })).toEqual([]);
  });

  it("names a scope that no request needs", () => {
    expect(observedIn({ requests: [viewRequest] })).toEqual(["No request needs Calendars.ReadWrite."]);
    expect(observedIn({ requests: [createRequest] })).toEqual(["No request needs Calendars.Read."]);
  });

  it("names a request that is not covered, and one that the map does not have", () => {
    const requests = [
      viewRequest,
      createRequest,
      { ...createRequest, allowedScopes: readScopes },
      { ...viewRequest, path: "/me/calendarViews" },
    ];
    expect(observedIn({ requests })).toEqual([
      "services.create: POST /me/calendars/{id}/events is not covered by Calendars.Read, User.Read.",
      "feeds.events: GET of an unknown path is not covered by Calendars.Read, User.Read.",
    ]);
  });

  it("names a request for which less is enough unless an exception is reviewed, and an exception that is not needed", () => {
    const list = { caller: "sensors.calendar instances", method: "GET", path: "/me/calendars", allowedScopes: readScopes };
    const exception = { request: "GET /me/calendars", scope: "Calendars.Read", why: "…", source: "…" };
    expect(observedIn({ requests: [viewRequest, createRequest, list] })).toEqual([
      "sensors.calendar instances: GET /me/calendars uses Calendars.Read, but Calendars.ReadBasic is enough.",
    ]);
    expect(observedIn({ requests: [viewRequest, createRequest, list], exceptions: [exception] })).toEqual([]);
    expect(observedIn({ requests: [viewRequest, createRequest], exceptions: [exception] })).toEqual([
      "The exception GET /me/calendars with Calendars.Read is not needed.",
    ]);
  });

  it("accepts a reduced permission that Graph accepts", () => {
    const allowedScopes = ["Calendars.ReadBasic", "User.Read"];
    const scopes = [{ scope: "Calendars.ReadBasic", tier: "read" as const }];
    expect(observedIn({ scopes, requests: [{ ...viewRequest, allowedScopes }] })).toEqual([]);
  });

  it("counts forwarding as an update", () => {
    const forward = { caller: "services.forward", method: "POST", path: "/me/events/AAMk=/forward", allowedScopes: updateScopes };
    expect(observedIn({ requests: [viewRequest, forward] })).toEqual([]);
    expect(observedIn({ requests: [viewRequest, createRequest, { ...forward, allowedScopes: readScopes }] })).toEqual([
      "services.forward: POST /me/events/{id}/forward is not covered by Calendars.Read, User.Read.",
    ]);
  });

  it("requires the shared form for a shared mailbox", () => {
    const mailbox = "/users/info%40contoso.example";
    const shared = { ...viewRequest, path: `${mailbox}/calendarView/delta`, allowedScopes: ["Calendars.Read.Shared", "User.Read"] };
    expect(observedIn({ mailbox, scopes: [{ scope: "Calendars.Read.Shared", tier: "read" }], requests: [shared] })).toEqual([]);
  });
});
