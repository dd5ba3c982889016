import type { AppPlatform, AppRegistration } from "../directory.ts";
import { createEntraError } from "./entra-error.ts";

const loopbackHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);
const platforms: readonly AppPlatform[] = ["web", "publicClient", "spa"];

/**
 * Returns the redirect address and its platform in the registration.
 *
 * @throws EntraError for an address that is not registered, to which Entra never redirects.
 */
export function findRedirectTarget(app: AppRegistration, redirectUri: string | undefined): { uri: string; platform: AppPlatform } {
  if (app.unregistered) {
    if (!redirectUri) throw createEntraError(900971);
    const url = parseUrl(redirectUri);
    const isAllowed = url && (url.protocol === "https:" || (url.protocol === "http:" && loopbackHosts.has(url.hostname)));
    if (!isAllowed) throw createEntraError(50011, { redirect: redirectUri, app: app.clientId });
    // Unregistered clients may send any secret or none: see `authenticateClient`.
    return { uri: redirectUri, platform: "web" };
  }
  const registered = platforms.flatMap((platform) => app.redirectUris[platform].map((uri) => ({ uri, platform })));
  if (!registered[0]) throw createEntraError(500113);
  if (!redirectUri) return registered[0];
  const match = registered.find(({ uri }) => matchesRegistered(uri, redirectUri));
  if (!match) throw createEntraError(50011, { redirect: redirectUri, app: app.clientId });
  return { uri: redirectUri, platform: match.platform };
}

/** Compares exactly, except for the port of a loopback address (RFC 8252, section 7.3). */
function matchesRegistered(registered: string, requested: string): boolean {
  if (registered === requested) return true;
  const [a, b] = [parseUrl(registered), parseUrl(requested)];
  if (!a || !b || a.protocol !== "http:" || !loopbackHosts.has(a.hostname)) return false;
  a.port = b.port = "";
  return a.href === b.href;
}

function parseUrl(uri: string): URL | undefined {
  return URL.canParse(uri) ? new URL(uri) : undefined;
}
