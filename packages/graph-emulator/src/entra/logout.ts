import { endBrowserSession } from "./browser-session.ts";
import type { EntraContext } from "./entra-context.ts";
import { renderTextPage } from "./pages/text-pages.ts";

/** Serves `/{authority}/oauth2/v2.0/logout`: ends the browser's session. As in Entra, tokens remain valid. */
export function logoutEndpoint(context: EntraContext, _segment: string, request: Request): Response {
  const cookie = endBrowserSession(context, request);
  const { searchParams } = new URL(request.url);
  const uri = searchParams.get("post_logout_redirect_uri");
  const state = searchParams.get("state");
  const response =
    uri !== null && mayReturnTo(context, uri) ? redirectTo(uri, state) : renderTextPage("You signed out", "You may now close this window.");
  response.headers.append("set-cookie", cookie);
  return response;
}

/** Allows addresses of registered apps and of this machine. */
function mayReturnTo(context: EntraContext, uri: string): boolean {
  if (!URL.canParse(uri)) return false;
  const { protocol, hostname } = new URL(uri);
  if (protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(hostname)) return true;
  return context.directory.apps().some(({ redirectUris }) => Object.values(redirectUris).flat().includes(uri));
}

function redirectTo(uri: string, state: string | null): Response {
  const url = new URL(uri);
  if (state !== null) url.searchParams.set("state", state);
  return new Response(null, { status: 302, headers: { location: url.href } });
}
