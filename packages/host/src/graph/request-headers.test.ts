import { expect, test } from "vitest";
import { buildRequestHeaders } from "./request-headers.ts";

test.each([
  ["/me/events", {}, 'outlook.timezone="UTC", IdType="ImmutableId"'],
  ["/groups/x/calendarView", {}, 'outlook.timezone="UTC", IdType="ImmutableId"'],
  ["/me/todo/lists", {}, 'IdType="ImmutableId"'],
  ["/me/presence", {}, 'IdType="ImmutableId"'],
  ["/me/messages/delta", { prefer: "odata.maxpagesize=50" }, 'outlook.timezone="UTC", odata.maxpagesize=50, IdType="ImmutableId"'],
  [
    "/me/events",
    { Prefer: 'outlook.body-content-type="text", outlook.timezone="Europe/Berlin"' },
    'outlook.timezone="Europe/Berlin", outlook.body-content-type="text", IdType="ImmutableId"',
  ],
  ["/me/events", { Prefer: 'outlook.timezone="A, B"' }, 'outlook.timezone="A, B", IdType="ImmutableId"'],
  ["/me/todo/lists", { Prefer: 'IdType="Default"' }, 'IdType="ImmutableId"'],
])("the Prefer header for %s with %j", (path, given, prefer) => {
  expect(buildRequestHeaders(path, given)).toEqual({ Prefer: prefer });
});

test("headers of a single request are kept", () => {
  const given = { ConsistencyLevel: "eventual", "If-Match": 'W/"1"' };
  expect(buildRequestHeaders("/me/todo/lists", given)).toEqual({ ...given, Prefer: 'IdType="ImmutableId"' });
});

test.each([
  "Authorization",
  "host",
  "Cookie",
  "X-HTTP-Method-Override",
  "X-HTTP-Method",
  "X-AnchorMailbox",
  "Proxy-Authorization",
  "X-Forwarded-Host",
])("the header %s is refused", (name) =>
  expect(() => buildRequestHeaders("/me/todo/lists", { [name]: "x" })).toThrow(`must not set the header ${name}`),
);
