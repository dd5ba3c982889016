import { expect, it } from "vitest";
import { completePermissionsText } from "./complete-permissions-text.ts";
import { frontCoded } from "./front-coding.ts";
import { pathTemplate } from "./path-template.ts";

it.each([
  ["/me/contacts/{id}", "/me/contacts/{id}"],
  ["/me/contactfolders/{id}/childfolders/{id}/.../contacts", "/me/contactfolders/{id}/childfolders/{id}/contacts"],
  ["/admin/operations/{operationId}", "/admin/operations/{id}"],
  ["/deviceManagement/authority({id})/revoke", "/deviceManagement/authority/{id}/revoke"],
  ["/rows/itemat(index={value})range", "/rows/itemat(index={value})/range"],
  ["/teams/(team-id)/channels/{id}", "/teams/{id}/channels/{id}"],
  ["/applications(appid={value})/logo", "/applications(appid={value})/logo"],
])("converts %s to %s", (path, template) => {
  expect(pathTemplate(path)).toBe(template);
});

it("stores only the segments that differ from the previous path", () => {
  expect(frontCoded(["/me", "/me/contacts", "/me/contacts/{id}", "/users/{id}"])).toEqual(["0/me", "1/contacts", "2/{id}", "0/users/{id}"]);
});

it("sorts the least privileged permission first", () => {
  const text = completePermissionsText(
    {
      source: { repo: "a/b", commit: "c", date: "2026-08-07", licence: "MIT" },
      permissions: { "A.Read": ["1", false, true, 2], "A.ReadWrite": ["2", true, false, 2], "B.Read": [null, null, false, 1] },
      paths: { "/a": { GET: ["0 wpWP", "1 wW", "2 w"], POST: ["1 wW"] }, "/a/{key}": { GET: ["1 w", "2 w"] } },
    },
    "A notice.",
  );
  expect(text).toContain("A.Read|1|p|2\nA.ReadWrite|2|a|2\nB.Read|||1\n");
  expect(text).toContain("0 1 2|0\n1|-\n2 1|-\n");
  expect(text).toContain("0/a|GET 0|POST 1\n1/{id}|GET 2\n");
});
