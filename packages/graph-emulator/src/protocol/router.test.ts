import { describe, expect, it } from "vitest";
import { defineRoute, okResult, type Route } from "./route.ts";
import { createRouter, splitPath } from "./router.ts";

const handler = () => okResult({});
const routes: Route[] = [
  defineRoute("GET", "/me", handler),
  defineRoute("GET", "/users", handler),
  defineRoute("GET", "/me/mailFolders/{folder}/messages/{message}", handler),
  defineRoute("GET", "/me/mailFolders/{folder}/messages/delta()", handler),
  defineRoute("PATCH", "/me/mailFolders/{folder}", handler),
  defineRoute("GET", "/me/reminderView", handler),
  defineRoute("GET", "/groups/{group}/events", handler),
];
const router = createRouter(routes);
const match = (path: string, method = "GET") => {
  const found = router.match(method, splitPath(path));
  return found && { template: found.route.template, params: found.params, principal: found.principal };
};

describe("router", () => {
  it("matches /users/{id} to /me routes and returns the principal separately", () => {
    expect(match("/me")).toEqual({ template: "/me", params: {}, principal: undefined });
    expect(match("/users/ada@contoso.example")).toEqual({ template: "/me", params: {}, principal: "ada@contoso.example" });
    expect(match("/users('ada@contoso.example')/reminderView")?.principal).toBe("ada@contoso.example");
    expect(match("/users")).toMatchObject({ template: "/users" });
  });
  it("matches OData keys and encoded keys, ignoring case", () => {
    const expected = { template: routes[2]!.template, params: { folder: "in/box", message: "o'neil=" }, principal: undefined };
    expect(match("/me/mailFolders('in%2Fbox')/messages('o''neil%3D')")).toEqual(expected);
    expect(match("/ME/mailfolders/in%2Fbox/Messages/o'neil%3D")).toEqual(expected);
  });
  it("prefers a literal to a parameter, with or without parentheses and namespace", () => {
    for (const last of ["delta", "delta()", "Delta", "microsoft.graph.delta()"])
      expect(match(`/me/mailFolders/inbox/messages/${last}`)?.template).toBe(routes[3]!.template);
  });
  it("reads the arguments of a function", () => {
    const path = splitPath("/me/reminderView(startDateTime='2026-03-02T00:00:00Z',endDateTime='2026-03-09')");
    expect(router.match("GET", path)?.route.template).toBe("/me/reminderView");
    expect(path.args).toEqual({ startdatetime: "2026-03-02T00:00:00Z", enddatetime: "2026-03-09" });
  });
  it("distinguishes a wrong method from a wrong path", () => {
    expect(match("/me/mailFolders/inbox", "PATCH")).toBeDefined();
    expect(match("/me/mailFolders/inbox", "DELETE")).toBeUndefined();
    expect(router.hasPath(splitPath("/me/mailFolders/inbox"))).toBe(true);
    expect(router.hasPath(splitPath("/me/mailfolder/inbox"))).toBe(false);
    expect(match("/groups/g1/events")?.params).toEqual({ group: "g1" });
  });
});
