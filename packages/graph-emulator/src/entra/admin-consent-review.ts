import { CasementError } from "@casement/core";
import type { AppRegistration } from "../directory.ts";
import { adminConsentRequestsOf, decideAdminConsentRequest } from "./admin-consent-requests.ts";
import { authorityOf } from "./authority.ts";
import { openBrowserSession } from "./browser-session.ts";
import { actionOf, renderStepPage } from "./browser-step.ts";
import { mayConsentForOrganization } from "./consent.ts";
import type { EntraContext } from "./entra-context.ts";
import { buildEntraErrorBody, EntraError } from "./entra-error.ts";
import { readForm } from "./http.ts";
import { identifyUser } from "./identify-user.ts";
import { identityActionOf } from "./interaction.ts";
import { renderNoAccessPage, renderReviewPage } from "./pages/approval-pages.ts";
import { renderErrorPage } from "./pages/text-pages.ts";
import { publicOriginOf } from "./public-origin.ts";

/** Stands for the Entra admin center, in which administrators review requests. */
const adminCenter: AppRegistration = {
  clientId: "00000000-0000-0000-0000-000000000000",
  name: "Microsoft Entra admin center",
  audience: "multi-tenant",
  redirectUris: { web: [], publicClient: [], spa: [] },
  secrets: [],
  allowPublicClient: false,
  permissions: [],
};

/** Serves `/{tenant}/admin-consent-requests`, where an administrator approves or denies the requests of users. */
export async function adminConsentRequestsEndpoint(context: EntraContext, segment: string, request: Request): Promise<Response> {
  const form = request.method === "POST" ? await readForm(request) : new Map<string, string>();
  const { session, keep } = openBrowserSession(context, request);
  try {
    const authority = authorityOf(segment, context.directory);
    const identity = identifyUser(
      context,
      { authority, app: adminCenter, prompt: undefined, loginHint: undefined, domainHint: "organizations" },
      identityActionOf(actionOf(form)),
      session,
    );
    if (identity.kind !== "known") return keep(renderStepPage(context, adminCenter, identity));
    const { user } = identity;
    if (!mayConsentForOrganization(user)) return keep(renderNoAccessPage());
    let problem: string | undefined;
    const id = form.get("request");
    const reviewed = adminConsentRequestsOf(context, user.tenantId).find((candidate) => candidate.id === id);
    const decision = form.get("decision");
    if (reviewed && (decision === "approve" || decision === "deny" || decision === "block")) {
      try {
        decideAdminConsentRequest(context, reviewed, { by: user, decision, reply: form.get("reply")?.trim() });
      } catch (error) {
        if (!CasementError.is(error)) throw error;
        problem = error.message;
      }
    }
    return keep(renderReviewPage({ user, requests: adminConsentRequestsOf(context, user.tenantId), ...context, problem }));
  } catch (error) {
    if (!(error instanceof EntraError)) throw error;
    return keep(renderErrorPage(buildEntraErrorBody(error, { ...context, origin: publicOriginOf(request) }).error_description));
  }
}
