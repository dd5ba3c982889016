import type { RefusalRow } from "../refusals/refusal-row.ts";

const codesPage = "learn.microsoft.com/entra/identity-platform/reference-error-codes";
const flowsPage = "learn.microsoft.com/entra/identity/conditional-access/concept-authentication-flows";

/** Rows about conditional access, guests, and claims challenges. */
export const accessRefusals = {
  "device-code-blocked": {
    appliesTo: "/devicelogin",
    rule: "A policy can block the device code flow. The page says so after the sign-in (53003), and the device hears nothing: its code remains pending.",
    source: `github.com/Azure/azure-cli/issues/32420; ${flowsPage}`,
  },
  "device-code-blocked-at-device": {
    appliesTo: "/{tenant}/oauth2/v2.0/token with a device code",
    rule: "Other policies block the device when it fetches its tokens, after the page reported success: AADSTS53003.",
    source: "github.com/Azure/azure-cli/issues/32809",
  },
  "device-code-tracked": {
    appliesTo: "/{tenant}/oauth2/v2.0/token with a refresh token",
    rule: "A session that began with a device code is blocked too, when it is renewed: AADSTS53003.",
    source: flowsPage,
  },
  "device-code-compliant-device": {
    appliesTo: "/devicelogin, /{tenant}/oauth2/v2.0/authorize",
    rule: "Where a compliant device is required, the device code flow is blocked with 530033 and a browser with 53000.",
    source: `github.com/microsoft/azure-devops-intellij/issues/584; ${codesPage}`,
  },
  "mfa-required": {
    appliesTo: "/{tenant}/oauth2/v2.0/token with a refresh token, /authorize with prompt=none",
    rule: "A session without multi-factor authentication is not renewed: AADSTS50076 with `suberror: basic_action` and `claims`. A browser shows a page for it. A sign-in with that page can be renewed again.",
    source:
      "github.com/AzureAD/microsoft-authentication-library-for-js/issues/5491; github.com/microsoftgraph/microsoft-graph-docs/issues/6311; learn.microsoft.com/entra/identity-platform/claims-challenge",
  },
  "guest-sign-in": {
    appliesTo: "/{tenant}/oauth2/v2.0/authorize",
    rule: "A guest signs in with the address of the own account at an authority that names the tenant. Others sign in there only when invited: AADSTS50020.",
    source: `learn.microsoft.com/entra/external-id/what-is-b2b; ${codesPage}`,
  },
  "guest-without-mailbox": {
    appliesTo: "/me/messages, events, calendars, contacts, todo… of a guest",
    rule: "A guest has no mailbox in the tenant that invited it.",
    source:
      "github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/405, 6519; message: github.com/microsoft/MicrosoftCloud/issues/41",
    status: 404,
    code: "MailboxNotEnabledForRESTAPI",
    message: "The mailbox is either inactive, soft-deleted, or is hosted on-premise.",
  },
  "claims-challenge": {
    appliesTo: "any",
    rule: "After a critical event, Graph answers a token with a claims challenge: 401, with `insufficient_claims` and a claims request in `WWW-Authenticate`. A token that is requested with those claims is accepted. Only clients that declare the capability `cp1` are challenged. Their tokens live longer at Microsoft, which is not emulated.",
    source:
      "learn.microsoft.com/entra/identity-platform/claims-challenge; github.com/microsoftgraph/msgraph-sdk-dotnet/issues/1416; message: github.com/microsoftgraph/msgraph-sdk-java/issues/2355",
    status: 401,
    code: "InvalidAuthenticationToken",
    message:
      "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenCreatedWithOutdatedPolicies",
  },
} as const satisfies Record<string, RefusalRow>;
