import { describe, expect, it } from "vitest";
import { findOperation, indexOperations } from "./operation-index.ts";
import type { GraphOperation } from "./permission-tables.ts";

const operation = (path: string): GraphOperation => {
  const access = { least: "User.Read", higher: [], partial: [] };
  return { feature: "test", method: "GET", path, work: access, personal: access, shared: undefined, basis: "map" };
};
const find = (templates: readonly string[], path: string) =>
  findOperation(indexOperations(templates.map(operation)), "get", path)?.operation.path;

describe("findOperation", () => {
  it("treats /me/x and /users/{id}/x as the same resource when only one is listed", () => {
    expect(find(["/me/things/{id}"], "/users/somebody/things/1")).toBe("/me/things/{id}");
    expect(find(["/users/{id}/things/{id}"], "/me/things/1")).toBe("/users/{id}/things/{id}");
    expect(find(["/users/{id}"], "/me")).toBe("/users/{id}");
    expect(find(["/me"], "/users")).toBeUndefined();
  });

  it("prefers the template with the fewest ids", () => {
    expect(find(["/a/{id}/b/{id}", "/a/{id}/{id}/{id}"], "/a/1/b/2")).toBe("/a/{id}/b/{id}");
    expect(find(["/a/b/{id}/{id}", "/a/{id}/c/d"], "/a/b/c/d")).toBe("/a/{id}/c/d");
    expect(find(["/a/b/{id}", "/a/{id}/c"], "/a/b/x")).toBe("/a/b/{id}");
    expect(find(["/a/b/{id}", "/a/{id}/c"], "/a/x/c")).toBe("/a/{id}/c");
  });
});
