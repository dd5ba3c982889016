import { type AuthorizeOutcome, runAuthorizeStep } from "./authorize-step.ts";
import { openBrowserSession } from "./browser-session.ts";
import { actionOf, renderStepPage } from "./browser-step.ts";
import type { EntraContext } from "./entra-context.ts";
import { buildEntraErrorBody } from "./entra-error.ts";
import { firstValues, readForm } from "./http.ts";
import { renderBlockedPage } from "./pages/access-pages.ts";
import { renderErrorPage, renderFormPostPage } from "./pages/text-pages.ts";
import { publicOriginOf } from "./public-origin.ts";

/** Serves the authorize page. The request stays in the URL; forms add what the user did. */
export async function authorizeEndpoint(context: EntraContext, segment: string, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const form = request.method === "POST" ? await readForm(request) : new Map<string, string>();
  // OpenID Connect allows an app to send its parameters in a form.
  if (form.has("client_id") && !form.has("step")) return redirectAsGet(`${url.pathname}?${new URLSearchParams([...form])}`);
  const parameters = firstValues(url.searchParams);
  const { session, keep } = openBrowserSession(context, request);
  const origin = publicOriginOf(request);
  const outcome = runAuthorizeStep(context, { segment, parameters, origin }, actionOf(form), session);
  if (outcome.kind === "page") return keep(renderStepPage(context, outcome.ask.app, outcome.step));
  if (outcome.kind === "redirect") {
    return keep(
      outcome.mode === "form_post" ? renderFormPostPage(outcome.uri, outcome.parameters) : redirectTo(redirectAddressOf(outcome)),
    );
  }
  if (outcome.refusal.isBlocked) return keep(renderBlockedPage(outcome.refusal.code!));
  const correlationId = parameters.get("client-request-id");
  const description = buildEntraErrorBody(outcome.refusal, { ...context, origin, correlationId }).error_description;
  url.searchParams.set("prompt", "select_account");
  return keep(renderErrorPage(description, outcome.refusal.code === 50020 ? `?${url.searchParams}` : undefined));
}

/** Returns the address to which the browser goes: with the parameters for `response_mode` query or fragment, without them for a form. */
export function redirectAddressOf({ uri, mode, parameters }: Extract<AuthorizeOutcome, { kind: "redirect" }>): string {
  const query = new URLSearchParams(parameters).toString();
  if (mode === "form_post") return uri;
  if (mode === "fragment") return `${uri}#${query}`;
  return `${uri}${uri.includes("?") ? "&" : "?"}${query}`;
}

function redirectTo(location: string): Response {
  return new Response(null, { status: 302, headers: { location, "cache-control": "no-store" } });
}

function redirectAsGet(location: string): Response {
  return new Response(null, { status: 303, headers: { location } });
}
