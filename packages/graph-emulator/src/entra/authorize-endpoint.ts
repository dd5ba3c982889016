import { type AuthorizeOutcome, authorize } from "./authorize.ts";
import { actOf, stepPage } from "./browser-step.ts";
import { firstOfEach, readForm } from "./http.ts";
import { errorPage, formPostPage } from "./pages/message-page.ts";
import { publicOrigin } from "./public-origin.ts";
import { refusalDetails } from "./refusal.ts";
import { browserSession } from "./sessions.ts";
import type { EntraContext } from "./state.ts";

/** The authorize page. The whole request stays in the address; forms add what the person did. */
export async function authorizeEndpoint(context: EntraContext, segment: string, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const form = request.method === "POST" ? await readForm(request) : new Map<string, string>();
  // OpenID Connect lets an app send its parameters in a form.
  if (form.has("client_id") && !form.has("step")) return seeOther(`${url.pathname}?${new URLSearchParams([...form])}`);
  const parameters = firstOfEach(url.searchParams);
  const { session, keep } = browserSession(context, request);
  const origin = publicOrigin(request);
  const outcome = authorize(context, { segment, parameters, origin }, actOf(form), session);
  if (outcome.kind === "page") return keep(stepPage(context, outcome.ask.app, outcome.step));
  if (outcome.kind === "redirect") {
    return keep(outcome.mode === "form_post" ? formPostPage(outcome.uri, outcome.parameters) : found(redirectAddress(outcome)));
  }
  const correlationId = parameters.get("client-request-id");
  const description = refusalDetails(outcome.refusal, { ...context, origin, correlationId }).error_description;
  url.searchParams.set("prompt", "select_account");
  return keep(errorPage(description, outcome.refusal.code === 50020 ? `?${url.searchParams}` : undefined));
}

/** Where `response_mode` query or fragment sends the browser; a form is posted to the bare address. */
export function redirectAddress({ uri, mode, parameters }: Extract<AuthorizeOutcome, { kind: "redirect" }>): string {
  const answer = new URLSearchParams(parameters).toString();
  if (mode === "form_post") return uri;
  if (mode === "fragment") return `${uri}#${answer}`;
  return `${uri}${uri.includes("?") ? "&" : "?"}${answer}`;
}

function found(location: string): Response {
  return new Response(null, { status: 302, headers: { location, "cache-control": "no-store" } });
}

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location } });
}
