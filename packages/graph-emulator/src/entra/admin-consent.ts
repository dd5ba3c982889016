import { findAppAt, authorityOf } from "./authority.ts";
import { redirectAddressOf } from "./authorize-endpoint.ts";
import { actionOf, renderStepPage } from "./browser-step.ts";
import { checkScopes, mayConsentForOrganization } from "./consent.ts";
import { firstValues, readForm } from "./http.ts";
import { type IdentityRequest, identifyUser } from "./identify-user.ts";
import { identityActionOf } from "./interaction.ts";
import { renderConsentPage, renderNeedAdminPage } from "./pages/consent-page.ts";
import { renderErrorPage } from "./pages/text-pages.ts";
import { publicOriginOf } from "./public-origin.ts";
import { findRedirectTarget } from "./redirect-target.ts";
import { EntraError, createEntraError, buildEntraErrorBody } from "./entra-error.ts";
import { type RequestedScopes, parseRequestedScopes } from "./requested-scopes.ts";
import { openBrowserSession } from "./browser-session.ts";
import type { EntraContext } from "./entra-context.ts";

/** `/{tenant}/v2.0/adminconsent`: an administrator consents for everybody in the tenant. */
export async function adminConsentEndpoint(context: EntraContext, segment: string, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const form = request.method === "POST" ? await readForm(request) : new Map<string, string>();
  const parameters = firstValues(url.searchParams);
  const origin = publicOriginOf(request);
  const { session, keep } = openBrowserSession(context, request);
  const state = parameters.get("state");
  let uri: string | undefined;
  const back = (answer: Record<string, string>) => {
    const parameters = { ...answer, ...(state !== undefined && { state }) };
    const location = redirectAddressOf({ kind: "redirect", uri: uri ?? "", mode: "query", parameters });
    return keep(new Response(null, { status: 302, headers: { location } }));
  };
  try {
    const authority = authorityOf(segment, context.directory);
    const app = findAppAt(authority, parameters.get("client_id"), context.directory);
    uri = findRedirectTarget(app, parameters.get("redirect_uri")).uri;
    const act = actionOf(form);
    const ask: IdentityRequest = { authority, app, prompt: "select_account", loginHint: undefined, domainHint: "organizations" };
    const who = identifyUser(context, ask, identityActionOf(act), session);
    if (who.kind !== "known") return keep(renderStepPage(context, app, who));
    const { user } = who;
    const requested = parseRequestedScopes(parameters.get("scope") ?? "https://graph.microsoft.com/.default", context.permissions);
    checkScopes(context, user, app, requested);
    const scopes = [...new Set([...requested.graph, ...(requested.includesRegistered ? app.permissions : []), ...requested.oidc])];
    const consent = { app: app.name, user, scopes, permissions: context.permissions };
    const may = mayConsentForOrganization(user);
    if (act.kind !== "decide")
      return keep(may ? renderConsentPage({ ...consent, organization: "always" }) : renderNeedAdminPage({ ...consent, adminOnly: scopes }));
    if (!may) throw createEntraError(90094, { name: app.name });
    if (act.decision === "cancel") throw createEntraError(65004);
    context.directory.grant(user.tenantId, app.clientId, scopes);
    return back({ admin_consent: "True", tenant: user.tenantId, scope: scopes.map((scope) => asUri(requested, scope)).join(" ") });
  } catch (problem) {
    if (!(problem instanceof EntraError)) throw problem;
    const details = buildEntraErrorBody(problem, { ...context, origin });
    if (uri === undefined || problem.code === 50020) return keep(renderErrorPage(details.error_description));
    return back({ admin_consent: "True", error: details.error, error_description: details.error_description });
  }
}

function asUri(requested: RequestedScopes, scope: string): string {
  return requested.oidc.includes(scope) ? scope : `${requested.resource ?? "https://graph.microsoft.com"}/${scope}`;
}
