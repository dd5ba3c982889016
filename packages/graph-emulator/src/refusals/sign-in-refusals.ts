import type { RefusalRow } from "./refusal-row.ts";

/** Rows about Entra. Its error codes are in `entra/aadsts.ts`. */
export const signInRefusals = {
  "consent-all-or-nothing": {
    appliesTo: "/{tenant}/oauth2/v2.0/authorize",
    rule: "Users consent to all requested permissions or cancel (AADSTS65004). They cannot select some of them.",
    source:
      "learn.microsoft.com/entra/identity-platform/application-consent-experience; learn.microsoft.com/entra/identity-platform/reference-error-codes",
  },
  "consent-needs-admin": {
    appliesTo: "/{tenant}/oauth2/v2.0/authorize",
    rule: "One permission that only an administrator can grant blocks the whole request (AADSTS90094).",
    source:
      "learn.microsoft.com/entra/identity/enterprise-apps/application-sign-in-unexpected-user-consent-error; learn.microsoft.com/entra/identity-platform/reference-error-codes",
  },
  "device-code-confirmation": {
    appliesTo: "/devicelogin",
    rule: "After the sign-in, the user is asked whether the code came from this app (AADSTS50199). Canceling declines the code.",
    source: "learn.microsoft.com/entra/identity-platform/reference-error-codes: AADSTS50199; the page's words as users quote them",
  },
  "device-code-parameter": {
    appliesTo: "/{tenant}/oauth2/v2.0/token",
    rule: "The device code can be in the parameter `code` in place of `device_code`.",
    unproven: "behavior",
    source: "github.com/mguessan/davmail sends it",
  },
} as const satisfies Record<string, RefusalRow>;
