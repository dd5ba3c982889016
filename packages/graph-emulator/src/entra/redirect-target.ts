import type { AppRegistration, AppPlatform } from "../directory.ts";
import { createEntraError } from "./entra-error.ts";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);
const platforms: readonly AppPlatform[] = ["web", "publicClient", "spa"];

/** Where the answer goes and which platform of the registration that is. Refused addresses never get a redirect. */
export function findRedirectTarget(app: AppRegistration, redirectUri: string | undefined): { uri: string; platform: AppPlatform } {
  if (app.unregistered) {
    if (!redirectUri) throw createEntraError(900971);
    const url = parse(redirectUri);
    const friendly = url && (url.protocol === "https:" || (url.protocol === "http:" && loopback.has(url.hostname)));
    if (!friendly) throw createEntraError(50011, { redirect: redirectUri, app: app.clientId });
    // Any secret, or none, is right for an unregistered client: see `authenticateClient`.
    return { uri: redirectUri, platform: "web" };
  }
  const registered = platforms.flatMap((platform) => app.redirectUris[platform].map((uri) => ({ uri, platform })));
  if (!registered[0]) throw createEntraError(500113);
  if (!redirectUri) return registered[0];
  const match = registered.find(({ uri }) => sameAddress(uri, redirectUri));
  if (!match) throw createEntraError(50011, { redirect: redirectUri, app: app.clientId });
  return { uri: redirectUri, platform: match.platform };
}

/** Alike to the letter, but for the port of a loopback address (RFC 8252, 7.3). */
function sameAddress(registered: string, asked: string): boolean {
  if (registered === asked) return true;
  const [a, b] = [parse(registered), parse(asked)];
  if (!a || !b || a.protocol !== "http:" || !loopback.has(a.hostname)) return false;
  a.port = b.port = "";
  return a.href === b.href;
}

function parse(uri: string): URL | undefined {
  return URL.canParse(uri) ? new URL(uri) : undefined;
}
