import { type ConsentClass, findPermission } from "./permission-tables.ts";

/** Who consents to a scope. A personal account has no administrator. Unknown permissions count as the user's. */
export function consentOf(scope: string, accountType: "work" | "personal" = "work"): ConsentClass {
  return accountType === "personal" ? "self" : (findPermission(scope)?.consent ?? "self");
}

/** The answer to "needs an administrator", for tables. */
export const administratorTexts: Readonly<Record<ConsentClass, string>> = {
  self: "no",
  "administrator-where-managed": "where Microsoft manages consent",
  administrator: "yes",
};
