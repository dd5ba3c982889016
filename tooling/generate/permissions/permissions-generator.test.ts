import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type ConsentClass, findPermission, firstPartyOperations } from "../../../packages/core/src/scopes/permission-tables.ts";
import { managedConsentDate } from "../../../packages/core/src/scopes/permissions.generated.ts";
import { delegatedPermissions } from "../../../packages/graph-permissions/src/complete-map.ts";
import { managedConsent } from "./managed-consent.ts";
import type { AccessFact, CompleteFacts, PermissionFacts } from "./permission-facts.ts";
import { permissionsGenerator } from "./permissions-generator.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const source = fileURLToPath(new URL("../../../../shared/graph/permissions.json", import.meta.url));
const present = existsSync(source);
if (!present)
  console.warn(
    "Skipped the comparison of the generated permission map with its source: ../shared/graph was not found beside the repository.",
  );

describe.skipIf(!present)("permissions.generated.ts (requires ../shared/graph beside the repository)", () => {
  it("is the output of the generator", async () => {
    const made = await permissionsGenerator.make(root);
    if (typeof made === "string") throw new Error(made);
    for (const file of made) expect(readFileSync(`${root}${file.path}`, "utf8")).toBe(file.text);
  });

  it("contains every permission and every request", () => {
    const facts: PermissionFacts = JSON.parse(readFileSync(source, "utf8"));
    for (const [name, fact] of Object.entries(facts.permissions)) {
      expect(findPermission(name)).toEqual({
        name,
        id: fact.id,
        kind: fact.kind,
        consent: consentOf(name, fact.adminConsent),
        personal: fact.personal,
        level: fact.level ?? undefined,
        title: fact.title,
        adminTitle: fact.adminTitle,
        gives: fact.gives,
      });
    }
    const access = (fact: AccessFact | null) =>
      fact ? { least: fact.least, higher: fact.higher, partial: fact.partial ?? [] } : undefined;
    expect(firstPartyOperations()).toEqual(
      facts.operations.map(({ feature, method, path, work, personal, shared, basis }) => {
        return { feature, method, path, work: access(work), personal: access(personal), shared, basis };
      }),
    );
  });

  it("contains the permissions that only third parties use", () => {
    const complete: CompleteFacts = JSON.parse(readFileSync(source.replace("permissions.json", "permissions-complete.json"), "utf8"));
    for (const [name, [, adminConsent, personal]] of Object.entries(complete.permissions)) {
      expect(findPermission(name.toUpperCase())).toMatchObject({ name, consent: consentOf(name, adminConsent), personal });
    }
    expect(findPermission("ChatMessage.Read")).toMatchObject({
      id: "cdcdac3a-fd45-410d-83ef-554db620e5c7",
      consent: "self",
      personal: false,
    });
    expect(findPermission("Contacts.Read")?.id).toBe(complete.permissions["Contacts.Read"]?.[0]);
  });
});

/** From Microsoft's table and its dated list, without the generated files. */
function consentOf(name: string, adminConsent: boolean | null): ConsentClass {
  if (adminConsent) return "administrator";
  const isListed = managedConsent.permissions.some((listed) => listed.toLowerCase() === name.toLowerCase());
  return isListed ? "administrator-where-managed" : "self";
}

describe("who consents where Microsoft manages consent", () => {
  it("is the same in both maps, and as Microsoft's dated list says", () => {
    expect(managedConsent.permissions).toHaveLength(32);
    expect(managedConsentDate).toBe(managedConsent.date);
    const isAdministrator = (consent: ConsentClass | undefined) => consent !== undefined && consent !== "self";
    for (const listed of managedConsent.permissions)
      expect([listed, isAdministrator(findPermission(listed)?.consent)]).toEqual([listed, true]);
    for (const { name, consent } of delegatedPermissions()) expect([name, findPermission(name)?.consent]).toEqual([name, consent]);
    const managed = delegatedPermissions().filter(({ consent }) => consent === "administrator-where-managed");
    for (const { name } of managed) expect(managedConsent.permissions.map((listed) => listed.toLowerCase())).toContain(name.toLowerCase());
  });

  it("leaves presence, sending and starting chats to the user", () => {
    const scopes = ["Presence.Read", "Presence.Read.All", "Presence.ReadWrite", "User.ReadBasic.All", "Mail.Send", "Mail.Send.Shared"];
    for (const scope of [...scopes, "ChatMessage.Send", "Chat.Create", "Chat.ReadBasic", "User.Read", "offline_access"])
      expect([scope, findPermission(scope)?.consent]).toEqual([scope, "self"]);
  });
});

describe("without the data", () => {
  it("returns the reason and no files", async () => {
    expect(await permissionsGenerator.make("/nowhere/repository/")).toMatch(/not found/);
  });
});
