import { type Clock, findPermission, systemClock } from "@casement/core";
import type { Directory } from "../directory.ts";
import { adminConsentEndpoint } from "./admin-consent.ts";
import { adminConsentRequestsEndpoint } from "./admin-consent-review.ts";
import { authorizeEndpoint } from "./authorize-endpoint.ts";
import { deviceCodeEndpoint, devicePageEndpoint } from "./device-flow.ts";
import { instanceDiscoveryEndpoint, openidConfigurationEndpoint, signingKeysEndpoint } from "./discovery.ts";
import { defaultEntraSettings, type EntraContext, type EntraSettings } from "./entra-context.ts";
import { createEntraControl, type EntraControl } from "./entra-control.ts";
import { logoutEndpoint } from "./logout.ts";
import { renderTextPage } from "./pages/text-pages.ts";
import type { PermissionLookup } from "./permission-lookup.ts";
import { tokenEndpoint } from "./token-endpoint.ts";
import { createTokenIssuer, type TokenIssuer } from "./token-issuer.ts";

export interface Entra {
  /** Serves Entra's paths under any host name. Returns undefined for any other path. */
  handle(request: Request): Promise<Response | undefined>;
  /** Verifies an access token, for Graph. */
  readonly verifyAccessToken: TokenIssuer["verifyAccessToken"];
  /** Creates a token that proves that a change notification with content comes from Graph. */
  readonly validationToken: TokenIssuer["validationToken"];
  readonly control: EntraControl;
}

export interface EntraOptions {
  directory: Directory;
  /** Looks up permissions. Default: Microsoft's permissions. */
  permissions?: PermissionLookup;
  clock?: Clock;
  settings?: Partial<EntraSettings>;
}

/** Creates an Entra ID for the users, apps, and grants of `directory`. */
export function createEntra(options: EntraOptions): Entra {
  const { directory, permissions = findPermission, clock = systemClock } = options;
  const context: EntraContext = {
    clock,
    directory,
    random: directory.random,
    tokens: createTokenIssuer({ clock, directory }),
    permissions,
    settings: { ...defaultEntraSettings, ...options.settings },
    browserSessions: new Map(),
    codes: new Map(),
    refreshTokens: new Map(),
    devices: new Map(),
    adminConsentRequests: new Map(),
    faults: [],
  };
  return {
    handle: async (request) => handleRequest(context, request),
    verifyAccessToken: context.tokens.verifyAccessToken,
    validationToken: context.tokens.validationToken,
    control: createEntraControl(context),
  };
}

type Endpoint = (context: EntraContext, segment: string, request: Request) => Response | Promise<Response>;

const nativeClientEndpoint: Endpoint = () =>
  renderTextPage("Signed in", "Copy this page's URL from the address bar into the application that sent you here.");

/** Endpoints by the path after the authority. */
const endpoints: Readonly<Record<string, Endpoint>> = {
  "oauth2/v2.0/authorize": authorizeEndpoint,
  "oauth2/v2.0/token": tokenEndpoint,
  "oauth2/v2.0/devicecode": deviceCodeEndpoint,
  "oauth2/v2.0/logout": logoutEndpoint,
  "oauth2/nativeclient": nativeClientEndpoint,
  "oauth2/deviceauth": (context, _, request) => devicePageEndpoint(context, request),
  "v2.0/.well-known/openid-configuration": openidConfigurationEndpoint,
  "discovery/v2.0/keys": signingKeysEndpoint,
  "discovery/instance": (_, __, request) => instanceDiscoveryEndpoint(request),
  "v2.0/adminconsent": adminConsentEndpoint,
  adminconsent: adminConsentEndpoint,
  "admin-consent-requests": adminConsentRequestsEndpoint,
};

const preflightHeaders = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST",
  "access-control-allow-headers": "*",
};

async function handleRequest(context: EntraContext, request: Request): Promise<Response | undefined> {
  const [, segment = "", ...rest] = new URL(request.url).pathname.split("/");
  if (segment === "devicelogin" && rest.length === 0) return devicePageEndpoint(context, request);
  const path = rest.join("/");
  const endpoint = Object.hasOwn(endpoints, path) ? endpoints[path] : undefined;
  if (!endpoint) return undefined;
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: preflightHeaders });
  return endpoint(context, segment, request);
}
