import { existsSync, readFileSync } from "node:fs";
import { createPermissionMap, firstPartyOperations } from "@casement/core";
import { describe, expect, it } from "vitest";
import { completeOperations, delegatedPermissions } from "./complete-map.ts";

const file = new URL("../../../../shared/graph/permissions-complete.json", import.meta.url);
const operation = (method: string, path: string) => completeOperations().find((one) => one.method === method && one.path === path);

it("knows every delegated permission", () => {
  expect(delegatedPermissions().length).toBeGreaterThan(700);
  expect(delegatedPermissions().find(({ name }) => name === "Contacts.Read")).toEqual({
    name: "Contacts.Read",
    id: "ff74d97f-43af-4b68-9f2a-b77ee6968c5d",
    adminConsent: false,
    personal: true,
    level: 2,
  });
});

it("names the read permission first where Microsoft flags both", () => {
  expect(operation("GET", "/me/contacts")).toMatchObject({
    work: { least: "Contacts.Read", higher: ["Contacts.ReadWrite"] },
    personal: { least: "Contacts.Read" },
  });
  expect(operation("GET", "/planner/rosters/{id}/members")).toMatchObject({ work: { least: "Tasks.Read" }, personal: undefined });
});

describe("as an extension of core's map", () => {
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

  it("leaves core's corrections in force", () => {
    expect(operation("GET", "/groups/{id}/events/{id}")?.work?.least).not.toBe("Group.Read.All");
    expect(permissionsOf("GET", "/groups/g/events/e", "work")?.least).toBe("Group.Read.All");
  });

  it("leaves what nobody knows unknown", () => {
    expect(coverage(["Contacts.ReadWrite"], "GET", "/me/contacts/AAMk1/secrets", "work").outcome).toBe("unknown");
  });

  it("is asked about no call that core's map takes for another", () => {
    const known = new Set(firstPartyOperations().map(({ method, path }) => `${method} ${path}`.toLowerCase()));
    const mistaken = completeOperations().filter(({ method, path }) => {
      const taken = permissionsOf(method, path.replaceAll("{id}", "x"), "work")?.request.toLowerCase();
      const literals = path.split("/").filter((segment) => segment !== "{id}").length;
      const literalsTaken = taken?.split("/").filter((segment) => segment !== "{id}").length ?? literals;
      return taken !== undefined && known.has(taken) && literalsTaken < literals && !/\$(count|value)$/.test(path);
    });
    // Not in Graph's metadata, of Intune, or an odd spelling; Graph itself asks for the right permission.
    expect(mistaken.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /groups/onPremisesSyncBehavior",
      "GET /users/getmanagedappblockedusers",
      "POST /users/me/messages/{id}/replyall",
      "GET /users/onPremisesSyncBehavior",
    ]);
  });
});

describe.skipIf(!existsSync(file))("compared with Microsoft's file (../shared/graph)", () => {
  const facts = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};

  it("allows what the file allows, call by call", () => {
    const names = Object.keys(facts.permissions);
    const ours = new Map(completeOperations().map((one) => [`${one.method} ${one.path}`, one]));
    let compared = 0;
    for (const [path, methods] of Object.entries<Record<string, string[]>>(facts.paths))
      for (const [method, entries] of Object.entries(methods)) {
        const found = ours.get(`${method} ${path}`);
        // Paths in other spellings have a test of their own beside the generator.
        if (!found) continue;
        compared++;
        const accepted = (flag: RegExp) => entries.filter((entry) => flag.test(entry)).map((entry) => names[Number(entry.split(" ")[0])]);
        const listed = (access: typeof found.work) => (access ? [access.least, ...access.higher].sort() : []);
        expect([listed(found.work), listed(found.personal)], `${method} ${path}`).toEqual([accepted(/w/i).sort(), accepted(/p/i).sort()]);
      }
    expect(compared).toBeGreaterThan(10_700);
  });
});
