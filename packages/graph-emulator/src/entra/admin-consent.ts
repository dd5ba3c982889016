import { appAt, authorityOf } from "./authority.ts";
import { redirectAddress } from "./authorize-endpoint.ts";
import { actOf, stepPage } from "./browser-step.ts";
import { checkScopes, mayConsentForOrganization } from "./consent.ts";
import { firstOfEach, readForm } from "./http.ts";
import { type IdentityAsk, identify } from "./identify.ts";
import { identityAct } from "./interact.ts";
import { consentPage, needAdminPage } from "./pages/consent-page.ts";
import { errorPage } from "./pages/message-page.ts";
import { publicOrigin } from "./public-origin.ts";
import { redirectTarget } from "./redirects.ts";
import { Refusal, refusal, refusalDetails } from "./refusal.ts";
import { type RequestedScopes, requestedScopes } from "./requested-scopes.ts";
import { browserSession } from "./sessions.ts";
import type { EntraContext } from "./state.ts";

/** `/{tenant}/v2.0/adminconsent`: an administrator consents for everybody in the tenant. */
export async function adminConsentEndpoint(context: EntraContext, segment: string, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const form = request.method === "POST" ? await readForm(request) : new Map<string, string>();
  const parameters = firstOfEach(url.searchParams);
  const origin = publicOrigin(request);
  const { session, keep } = browserSession(context, request);
  const state = parameters.get("state");
  let uri: string | undefined;
  const back = (answer: Record<string, string>) => {
    const parameters = { ...answer, ...(state !== undefined && { state }) };
    const location = redirectAddress({ kind: "redirect", uri: uri ?? "", mode: "query", parameters });
    return keep(new Response(null, { status: 302, headers: { location } }));
  };
  try {
    const authority = authorityOf(segment, context.directory);
    const app = appAt(authority, parameters.get("client_id"), context.directory);
    uri = redirectTarget(app, parameters.get("redirect_uri")).uri;
    const act = actOf(form);
    const ask: IdentityAsk = { authority, app, prompt: "select_account", loginHint: undefined, domainHint: "organizations" };
    const who = identify(context, ask, identityAct(act), session);
    if (who.kind !== "known") return keep(stepPage(context, app, who));
    const { user } = who;
    const requested = requestedScopes(parameters.get("scope") ?? "https://graph.microsoft.com/.default", context.permissions);
    checkScopes(context, user, app, requested);
    const scopes = [...new Set([...requested.graph, ...(requested.registered ? app.permissions : []), ...requested.oidc])];
    const consent = { app: app.name, user, scopes, permissions: context.permissions };
    const may = mayConsentForOrganization(user);
    if (act.kind !== "decide")
      return keep(may ? consentPage({ ...consent, organization: "always" }) : needAdminPage({ ...consent, adminOnly: scopes }));
    if (!may) throw refusal(90094, { name: app.name });
    if (act.decision === "cancel") throw refusal(65004);
    context.directory.grant(user.tenantId, app.clientId, scopes);
    return back({ admin_consent: "True", tenant: user.tenantId, scope: scopes.map((scope) => asUri(requested, scope)).join(" ") });
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    const details = refusalDetails(problem, { ...context, origin });
    if (uri === undefined || problem.code === 50020) return keep(errorPage(details.error_description));
    return back({ admin_consent: "True", error: details.error, error_description: details.error_description });
  }
}

function asUri(requested: RequestedScopes, scope: string): string {
  return requested.oidc.includes(scope) ? scope : `${requested.resource ?? "https://graph.microsoft.com"}/${scope}`;
}
