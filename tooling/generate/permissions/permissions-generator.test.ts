import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { findPermission, firstPartyOperations } from "../../../packages/core/src/scopes/permission-tables.ts";
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
        adminConsent: fact.adminConsent,
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
      expect(findPermission(name.toUpperCase())).toMatchObject({ name, adminConsent: adminConsent ?? false, personal });
    }
    expect(findPermission("Contacts.Read")?.id).toBe(complete.permissions["Contacts.Read"]?.[0]);
  });
});

describe("without the data", () => {
  it("returns the reason and no files", async () => {
    expect(await permissionsGenerator.make("/nowhere/repository/")).toMatch(/not found/);
  });
});
