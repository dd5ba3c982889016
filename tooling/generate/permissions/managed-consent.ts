import { readFileSync } from "node:fs";

/** Permissions to which users cannot consent where Microsoft manages consent: the list of Microsoft's page, in its order and spelling. */
export interface ManagedConsent {
  readonly source: string;
  /** Of the page. Microsoft changes the list without notice. */
  readonly date: string;
  readonly repository: string;
  readonly permissions: readonly string[];
}

export const managedConsent: ManagedConsent = JSON.parse(readFileSync(new URL("./managed-consent.json", import.meta.url), "utf8"));

const listed = new Set(managedConsent.permissions.map((name) => name.toLowerCase()));

/** The flags of a permission that say who consents to it: a, always an administrator; m, an administrator where Microsoft manages consent. */
export const consentFlags = (name: string, adminConsent: boolean | null): string =>
  `${adminConsent ? "a" : ""}${listed.has(name.toLowerCase()) ? "m" : ""}`;
