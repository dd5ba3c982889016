import type { RefusalRow } from "../refusals.ts";

/** What Entra refuses; its codes are in `entra/aadsts.ts`. */
export const signInRefusals = {
  "consent-all-or-nothing": {
    appliesTo: "/{tenant}/oauth2/v2.0/authorize",
    rule: "Consent is given to all requested permissions or cancelled (AADSTS65004); a person cannot pick some.",
    source: "product.md §1",
  },
  "consent-needs-admin": {
    appliesTo: "/{tenant}/oauth2/v2.0/authorize",
    rule: "One permission that only an administrator may grant blocks the whole request (AADSTS90094).",
    source: "product.md §1; learn.microsoft.com/entra/identity-platform/reference-error-codes",
  },
} as const satisfies Record<string, RefusalRow>;
