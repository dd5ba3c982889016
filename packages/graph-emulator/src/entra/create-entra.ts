import { type Clock, findPermission, systemClock } from "@casement/core";
import type { Directory } from "../directory.ts";
import { adminConsentEndpoint } from "./admin-consent.ts";
import { authorizeEndpoint } from "./authorize-endpoint.ts";
import { createEntraControl, type EntraControl } from "./control.ts";
import { deviceCodeEndpoint, devicePage } from "./device-flow.ts";
import { instanceDiscovery, openidConfiguration, signingKeys } from "./discovery.ts";
import { logoutEndpoint } from "./logout.ts";
import { messagePage } from "./pages/message-page.ts";
import type { PermissionLookup } from "./permissions.ts";
import { defaultSettings, type EntraContext, type EntraSettings } from "./state.ts";
import { tokenEndpoint } from "./token-endpoint.ts";
import { createTokens, type Tokens } from "./tokens.ts";

export interface Entra {
  /** Answers Entra's paths on whatever host; undefined for every other path. */
  handle(request: Request): Promise<Response | undefined>;
  /** Whose access token it is: for Graph. */
  readonly verifyAccessToken: Tokens["verifyAccessToken"];
  /** Proves to an app that a change notification with content comes from Graph. */
  readonly validationToken: Tokens["validationToken"];
  readonly control: EntraControl;
}

export interface EntraOptions {
  directory: Directory;
  /** Which permissions there are: Microsoft's, unless told. */
  permissions?: PermissionLookup;
  clock?: Clock;
  settings?: Partial<EntraSettings>;
}

/** An Entra ID for the users, apps and grants of `directory`. */
export function createEntra(options: EntraOptions): Entra {
  const { directory, permissions = findPermission, clock = systemClock } = options;
  const context: EntraContext = {
    clock,
    directory,
    random: directory.random,
    tokens: createTokens({ clock, directory }),
    permissions,
    settings: { ...defaultSettings, ...options.settings },
    sessions: new Map(),
    codes: new Map(),
    refreshTokens: new Map(),
    devices: new Map(),
    faults: [],
  };
  return {
    handle: async (request) => route(context, request),
    verifyAccessToken: context.tokens.verifyAccessToken,
    validationToken: context.tokens.validationToken,
    control: createEntraControl(context),
  };
}

type Endpoint = (context: EntraContext, segment: string, request: Request) => Response | Promise<Response>;

const nativeClient: Endpoint = () =>
  messagePage("Signed in", "Copy the address of this page from the address bar into the application that sent you here.");

/** By what follows the authority in the path. */
const endpoints: Readonly<Record<string, Endpoint>> = {
  "oauth2/v2.0/authorize": authorizeEndpoint,
  "oauth2/v2.0/token": tokenEndpoint,
  "oauth2/v2.0/devicecode": deviceCodeEndpoint,
  "oauth2/v2.0/logout": logoutEndpoint,
  "oauth2/nativeclient": nativeClient,
  "oauth2/deviceauth": (context, _, request) => devicePage(context, request),
  "v2.0/.well-known/openid-configuration": openidConfiguration,
  "discovery/v2.0/keys": signingKeys,
  "discovery/instance": (_, __, request) => instanceDiscovery(request),
  "v2.0/adminconsent": adminConsentEndpoint,
  adminconsent: adminConsentEndpoint,
};

const preflight = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST",
  "access-control-allow-headers": "*",
};

async function route(context: EntraContext, request: Request): Promise<Response | undefined> {
  const [, segment = "", ...rest] = new URL(request.url).pathname.split("/");
  if (segment === "devicelogin" && rest.length === 0) return devicePage(context, request);
  const path = rest.join("/");
  const endpoint = Object.hasOwn(endpoints, path) ? endpoints[path] : undefined;
  if (!endpoint) return undefined;
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: preflight });
  return endpoint(context, segment, request);
}
