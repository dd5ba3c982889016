import { describe, expect, it } from "vitest";
import { graphSegments } from "./graph-path.ts";

const texts = (path: string) => graphSegments(path)?.map(({ text }) => text);

describe("graphSegments", () => {
  it.each([
    ["/me/events", ["me", "events"]],
    ["me/events/", ["me", "events"]],
    ["/v1.0/me/Events?$top=5&$filter=a/b", ["me", "events"]],
    ["https://graph.microsoft.com/v1.0/me/events?$skip=1", ["me", "events"]],
    ["https://DOD-graph.microsoft.us/v1.0/me", ["me"]],
    ["/me/mailFolders('inbox')/messages", ["me", "mailfolders", "inbox", "messages"]],
    ["/me/mailFolders(%27inbox%27)/messages", ["me", "mailfolders", "inbox", "messages"]],
    ["/me/calendarView/delta()", ["me", "calendarview", "delta"]],
    ["/me/reminderView(startDateTime='2020/1',endDateTime='a,b=c')", ["me", "reminderview(enddatetime,startdatetime)"]],
    ["/me/mailFolders('a)/b(')/messages", ["me", "mailfolders", "a)/b(", "messages"]],
    ["/users/o'brien@contoso.example/events", ["users", "o'brien@contoso.example", "events"]],
    ["/me/%65vents", ["me", "events"]],
  ])("reads %s", (path, expected) => {
    expect(texts(path)).toEqual(expected);
  });

  it.each([
    "/me/messages/../events",
    "/me/messages/%2e%2e/events",
    "/me/./events",
    "/me//events",
    "//elsewhere.example/me",
    "/me/messages/a%2Fattachments",
    "/me/messages/a%252Fattachments",
    "/me\\events",
    "/me/messages/a%5Cb",
    "/me/messages#/users",
    "/me/mess\tages",
    "/me/mess%0aages",
    "/me/messages/%zz",
    "/me/messages/a(b",
    "/me/messages/a)b(",
    "/me/messages/a(b)c",
    "/me/messages(unquoted)",
    "/me/mailFolders('inbox",
    " /me/events",
    "http://graph.microsoft.com/v1.0/me",
    "https://graph.microsoft.com.elsewhere.example/v1.0/me",
    "https://elsewhere.example/v1.0/me",
    "https://user@graph.microsoft.com/v1.0/me",
    "https://graph.microsoft.com:444/v1.0/me",
    "",
    "/",
  ])("refuses %j", (path) => {
    expect(graphSegments(path)).toBeUndefined();
  });
});
