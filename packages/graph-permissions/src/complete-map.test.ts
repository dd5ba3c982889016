import { existsSync, readFileSync } from "node:fs";
import { createPermissionMap, firstPartyOperations } from "@casement/core";
import { describe, expect, it } from "vitest";
import { completeOperations, delegatedPermissions } from "./complete-map.ts";

const file = new URL("../../../../shared/graph/permissions-complete.json", import.meta.url);
const operation = (method: string, path: string) =>
  completeOperations().find((candidate) => candidate.method === method && candidate.path === path);

it("has every delegated permission", () => {
  expect(delegatedPermissions().length).toBeGreaterThan(700);
  expect(delegatedPermissions().find(({ name }) => name === "Contacts.Read")).toEqual({
    name: "Contacts.Read",
    id: "ff74d97f-43af-4b68-9f2a-b77ee6968c5d",
    consent: "self",
    personal: true,
    level: 2,
  });
});

it("has the read permission as the least where Microsoft names both", () => {
  expect(operation("GET", "/me/contacts")).toMatchObject({
    work: { least: "Contacts.Read", higher: ["Contacts.ReadWrite"] },
    personal: { least: "Contacts.Read" },
  });
  expect(operation("GET", "/planner/rosters/{id}/members")).toMatchObject({ work: { least: "Tasks.Read" }, personal: undefined });
});

describe("together with core's map", () => {
  const { coverage, permissionsOf } = createPermissionMap(completeOperations);

  it.each([
    ["GET", "/me/contacts?$select=displayName", "Contacts.Read"],
    ["GET", "/users/ada@contoso.example/contacts/AAMk1", "Contacts.Read"],
    ["GET", "/me/drive/root/children", "Files.Read"],
    ["PATCH", "/planner/tasks/abc", "Tasks.ReadWrite"],
    ["GET", "/applications(appId='x')", "Application.Read.All"],
  ])("%s %s needs %s", (method, path, least) => {
    expect(permissionsOf(method, path, "work")?.least).toBe(least);
    expect(coverage([least], method, path, "work")).toMatchObject({ outcome: "covered", by: least });
    expect(coverage(["User.ReadBasic.All"], method, path, "work").outcome).toBe("missing");
  });

  it("does not replace core's corrections", () => {
    expect(operation("GET", "/groups/{id}/events/{id}")?.work?.least).not.toBe("Group.Read.All");
    expect(permissionsOf("GET", "/groups/g/events/e", "work")?.least).toBe("Group.Read.All");
  });

  it("does not know requests that Graph does not have", () => {
    expect(coverage(["Contacts.ReadWrite"], "GET", "/me/contacts/AAMk1/secrets", "work").outcome).toBe("unknown");
  });

  it("has no request that core's map takes for another one", () => {
    const known = new Set(firstPartyOperations().map(({ method, path }) => `${method} ${path}`.toLowerCase()));
    const misread = completeOperations().filter(({ method, path }) => {
      const matched = permissionsOf(method, path.replaceAll("{id}", "x"), "work")?.request.toLowerCase();
      const literals = path.split("/").filter((segment) => segment !== "{id}").length;
      const matchedLiterals = matched?.split("/").filter((segment) => segment !== "{id}").length ?? literals;
      return matched !== undefined && known.has(matched) && matchedLiterals < literals && !/\$(count|value)$/.test(path);
    });
    // Not in Graph's metadata, part of Intune, or spelled in an unusual way. Graph itself requires the right permission.
    expect(misread.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /groups/onPremisesSyncBehavior",
      "GET /users/getmanagedappblockedusers",
      "POST /users/me/messages/{id}/replyall",
      "GET /users/onPremisesSyncBehavior",
    ]);
  });
});

describe.skipIf(!existsSync(file))("compared with Microsoft's file (../shared/graph)", () => {
  const facts = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};

  it("allows what the file allows, for every request", () => {
    const names = Object.keys(facts.permissions);
    const ours = new Map(completeOperations().map((operation) => [`${operation.method} ${operation.path}`, operation]));
    let compared = 0;
    for (const [path, methods] of Object.entries<Record<string, string[]>>(facts.paths))
      for (const [method, entries] of Object.entries(methods)) {
        const found = ours.get(`${method} ${path}`);
        // The generator's own test covers paths in other spellings.
        if (!found) continue;
        compared++;
        const accepted = (flag: RegExp) => entries.filter((entry) => flag.test(entry)).map((entry) => names[Number(entry.split(" ")[0])]);
        const listed = (access: typeof found.work) => (access ? [access.least, ...access.higher].sort() : []);
        expect([listed(found.work), listed(found.personal)], `${method} ${path}`).toEqual([accepted(/w/i).sort(), accepted(/p/i).sort()]);
      }
    expect(compared).toBeGreaterThan(10_700);
  });
});
