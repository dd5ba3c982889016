import { authorityOf, findAppAt } from "./authority.ts";
import { redirectAddressOf } from "./authorize-endpoint.ts";
import { openBrowserSession } from "./browser-session.ts";
import { actionOf, renderStepPage } from "./browser-step.ts";
import { checkScopes, mayConsentForOrganization } from "./consent.ts";
import type { EntraContext } from "./entra-context.ts";
import { buildEntraErrorBody, createEntraError, EntraError } from "./entra-error.ts";
import { firstValues, readForm } from "./http.ts";
import { type IdentityRequest, identifyUser } from "./identify-user.ts";
import { identityActionOf } from "./interaction.ts";
import { renderConsentPage, renderNeedAdminPage } from "./pages/consent-page.ts";
import { renderErrorPage } from "./pages/text-pages.ts";
import { publicOriginOf } from "./public-origin.ts";
import { findRedirectTarget } from "./redirect-target.ts";
import { parseRequestedScopes, type RequestedScopes } from "./requested-scopes.ts";

/** Serves `/{tenant}/v2.0/adminconsent`: an administrator consents for all users of the tenant. */
export async function adminConsentEndpoint(context: EntraContext, segment: string, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const form = request.method === "POST" ? await readForm(request) : new Map<string, string>();
  const parameters = firstValues(url.searchParams);
  const origin = publicOriginOf(request);
  const { session, keep } = openBrowserSession(context, request);
  const state = parameters.get("state");
  let redirectUri: string | undefined;
  const redirectBack = (result: Record<string, string>) => {
    const parameters = { ...result, ...(state !== undefined && { state }) };
    const location = redirectAddressOf({ kind: "redirect", uri: redirectUri ?? "", mode: "query", parameters });
    return keep(new Response(null, { status: 302, headers: { location } }));
  };
  try {
    const authority = authorityOf(segment, context.directory);
    const app = findAppAt(authority, parameters.get("client_id"), context.directory);
    redirectUri = findRedirectTarget(app, parameters.get("redirect_uri")).uri;
    const action = actionOf(form);
    const identityRequest: IdentityRequest = {
      authority,
      app,
      prompt: "select_account",
      loginHint: undefined,
      domainHint: "organizations",
    };
    const identity = identifyUser(context, identityRequest, identityActionOf(action), session);
    if (identity.kind !== "known") return keep(renderStepPage(context, app, identity));
    const { user } = identity;
    const requested = parseRequestedScopes(parameters.get("scope") ?? "https://graph.microsoft.com/.default", context.permissions);
    checkScopes(context, user, app, requested);
    const scopes = [...new Set([...requested.graph, ...(requested.includesRegistered ? app.permissions : []), ...requested.oidc])];
    const consent = { app: app.name, user, scopes, permissions: context.permissions };
    const mayConsent = mayConsentForOrganization(user);
    if (action.kind !== "decide")
      return keep(
        mayConsent ? renderConsentPage({ ...consent, organization: "always" }) : renderNeedAdminPage({ ...consent, adminOnly: scopes }),
      );
    if (!mayConsent) throw createEntraError(90094, { name: app.name });
    if (action.decision === "cancel") throw createEntraError(65004, {}, "consent_required");
    context.directory.grant(user.tenantId, app.clientId, scopes);
    return redirectBack({ admin_consent: "True", tenant: user.tenantId, scope: scopes.map((scope) => asUri(requested, scope)).join(" ") });
  } catch (error) {
    if (!(error instanceof EntraError)) throw error;
    const details = buildEntraErrorBody(error, { ...context, origin });
    if (redirectUri === undefined || error.code === 50020) return keep(renderErrorPage(details.error_description));
    return redirectBack({ admin_consent: "True", error: details.error, error_description: details.error_description });
  }
}

function asUri(requested: RequestedScopes, scope: string): string {
  return requested.oidc.includes(scope) ? scope : `${requested.resource ?? "https://graph.microsoft.com"}/${scope}`;
}
