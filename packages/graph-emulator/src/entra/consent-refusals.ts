import type { RefusalRow } from "../refusals/refusal-row.ts";
import { consentPolicies } from "./consent-policies.ts";

const reviewPage = "learn.microsoft.com/entra/identity/enterprise-apps/review-admin-consent-requests";

/** Rows about consent policies of tenants and about requests to administrators. */
export const consentRefusals = {
  "consent-policy": {
    appliesTo: "/{tenant}/oauth2/v2.0/authorize, /devicelogin",
    rule: "The tenant's policy decides to what users may consent themselves. One other permission blocks the request (AADSTS90094). The page does not tell the app, which hears of it when the user returns; a device code remains pending. Apps of the user's own tenant are not exempt from Microsoft's managed policy: the page names no such exception.",
    source: Object.values(consentPolicies)
      .map(({ source }) => source)
      .join("; "),
  },
  "consent-policy-existing-grants": {
    appliesTo: "/{tenant}/oauth2/v2.0/authorize, /token",
    rule: "A new policy affects future consent only. Existing grants remain.",
    source: consentPolicies.legacy.source,
  },
  "consent-silent": {
    appliesTo: "/{tenant}/oauth2/v2.0/token, /authorize with prompt=none",
    rule: "A silent request for a permission without consent is refused with AADSTS65001, whether or not the user could consent to it.",
    source: "learn.microsoft.com/entra/identity-platform/reference-error-codes",
  },
  "personal-bare-scopes": {
    appliesTo: "/consumers/oauth2/v2.0/token with a refresh token",
    rule: "Off by default: a refresh that names permissions without `https://graph.microsoft.com/` returns a token that Graph refuses. Set `entra.settings.bareScopesAtPersonalRefresh` to `unusable`.",
    unproven: "code and message",
    source: "github.com/jordanburke/microsoft-todo-mcp-server/pull/13",
  },
  "admin-consent-request": {
    appliesTo: "/{tenant}/oauth2/v2.0/authorize, /devicelogin",
    rule: "Where users can request an administrator's consent, the page has a form for a justification (AADSTS90095). Its answer goes to administrators, not to the app.",
    unproven: "code and message",
    source:
      "learn.microsoft.com/entra/identity/enterprise-apps/configure-admin-consent-workflow; learn.microsoft.com/entra/identity-platform/permissions-consent-overview; github.com/MicrosoftDocs/azure-docs/issues/80997",
  },
  "admin-consent-request-decision": {
    appliesTo: "the Entra admin center",
    rule: "Approval consents for all users of the tenant. A denial needs a justification, and users can ask again after it.",
    source: reviewPage,
  },
  "admin-consent-request-blocked": {
    appliesTo: "/{tenant}/oauth2/v2.0/authorize, /token",
    rule: "Blocking a request disables the app in the tenant: AADSTS7000112. Users cannot ask again.",
    unproven: "code and message",
    source: `${reviewPage}; learn.microsoft.com/entra/identity-platform/reference-error-codes`,
  },
  "admin-consent-canceled": {
    appliesTo: "/{tenant}/v2.0/adminconsent",
    rule: "An administrator who cancels returns with `admin_consent=True`, `error=consent_required`, and AADSTS65004.",
    source: "learn.microsoft.com/entra/identity-platform/v2-admin-consent#error-response",
  },
} as const satisfies Record<string, RefusalRow>;
