/** How a tenant lets its users consent to apps. Microsoft's settings have no other names that a person would recognize. */
export type ConsentRegime = "legacy" | "microsoft-managed" | "verified-low" | "none";

/** To which permissions users may consent, among those that do not always need an administrator. */
export interface ConsentPolicy {
  /** Microsoft's id of the built-in policy. Undefined where no policy is assigned, which turns user consent off. */
  readonly id: string | undefined;
  readonly source: string;
  /** Permissions that the policy includes. */
  readonly includes: "all" | readonly string[];
  /** Excludes the permissions on Microsoft's dated list: those of the class `administrator-where-managed`. */
  readonly excludesManaged: boolean;
  /** Apps to which the exclusion does not apply, by client id. */
  readonly exemptApps: readonly string[];
  /** Applies only to apps of a verified publisher, or registered in the user's tenant. */
  readonly trustedAppsOnly: boolean;
  /** Guests may not consent. */
  readonly membersOnly: boolean;
}

const policiesPage = "learn.microsoft.com/entra/identity/enterprise-apps/manage-app-consent-policies, dated 2026-01-22";
const settingsPage = "learn.microsoft.com/entra/identity/enterprise-apps/configure-user-consent, dated 2025-06-15";

/** Mail apps that Microsoft's policy exempts: Apple Mail, Spark, eM Client, Samsung, Android Mail, and Thunderbird. */
const exemptMailApps = [
  "f8d98a96-0999-43f5-8af3-69971c7bb423",
  "b50c1dbd-1855-4e54-b07c-d3c3029e93d3",
  "e9a7fea1-1cc0-4cd9-a31b-9137ca5deedd",
  "8acd33ea-7197-4a96-bc33-d7cc7101262f",
  "2cee05de-2b8f-45a2-8289-2a06ca32c4c8",
  "9e5f94bc-e8a4-4e73-b8be-63364c29d753",
];

/** What the admin center offers to classify as low impact. A tenant can classify others. */
const lowImpact = ["openid", "profile", "email", "offline_access", "User.Read"];

const everyone = { excludesManaged: false, exemptApps: [], trustedAppsOnly: false, membersOnly: false };

export const consentPolicies: Readonly<Record<ConsentRegime, ConsentPolicy>> = {
  legacy: { ...everyone, id: "microsoft-user-default-legacy", source: settingsPage, includes: "all" },
  "microsoft-managed": {
    ...everyone,
    id: "microsoft-user-default-recommended",
    source: policiesPage,
    includes: "all",
    excludesManaged: true,
    exemptApps: exemptMailApps,
  },
  "verified-low": {
    ...everyone,
    id: "microsoft-user-default-low",
    source: `${settingsPage}; ${policiesPage}; learn.microsoft.com/entra/identity/enterprise-apps/configure-permission-classifications`,
    includes: lowImpact,
    trustedAppsOnly: true,
    membersOnly: true,
  },
  none: { ...everyone, id: undefined, source: settingsPage, includes: [] },
};
