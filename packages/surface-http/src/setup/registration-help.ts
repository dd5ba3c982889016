import { azRegistration, buildConsentRequest, renderRequest, type ScopeReport } from "@casement/core";

export interface RegistrationHelp {
  /** For Azure Cloud Shell. */
  readonly cloudShell: string;
  /** To an administrator, as a page. */
  readonly request: string;
}

/** What registers the app of a new work account: the commands for the person, and the request to an administrator. */
export async function registrationHelpOf(
  report: ScopeReport,
  { accountType, redirectUri, date }: { accountType: string; redirectUri: string; date: Date },
): Promise<RegistrationHelp> {
  const { authorityOf } = await import("@casement/host/config");
  const graphOrigin = authorityOf(accountType).graph;
  const redirectUris = [...new Set(["http://localhost/auth/callback", redirectUri])];
  const blocks = buildConsentRequest({
    report,
    clientId: undefined,
    redirectUris,
    accountType,
    user: undefined,
    adminConsentUrl: undefined,
    graphOrigin,
    date,
  });
  return {
    cloudShell: azRegistration({ scopes: report.signIn.all, redirectUris, graphOrigin, person: "runs-it" }),
    request: renderRequest(blocks, "html"),
  };
}
