import type {
  AuthenticationResult,
  AuthorizationCodeRequest,
  AuthorizationUrlRequest,
  Configuration,
  DeviceCodeRequest,
} from "@azure/msal-node";
import type { Clock } from "@casement/core";
import type { Transport } from "../transport.ts";
import { type Authority, grantedScopesOf, loginOriginOf, toRequestedScopes } from "./authority.ts";
import { type ClientCertificate, toMsalCertificate } from "./client-certificate.ts";
import { identityOf } from "./identity.ts";
import { createLoginNetwork, type LoginNetwork, signInFailed, signInServiceUnreachable } from "./login-network.ts";
import type { StartedDeviceCode } from "./started-sign-ins.ts";
import type { ClientKind, SavedSignIn } from "./token-cache.ts";

/** Graph may challenge the client: https://learn.microsoft.com/entra/identity-platform/claims-challenge#client-capabilities */
const clientCapabilities = ["CP1"];

export interface ClientApplication {
  clientId: string;
  clientSecret: string | undefined;
  clientCertificate: ClientCertificate | undefined;
  authority: Authority;
  clock: Clock;
  transport: Transport;
}

/** Whether the app can prove its identity. */
export const isConfidential = ({
  clientSecret,
  clientCertificate,
}: Pick<ClientApplication, "clientSecret" | "clientCertificate">): boolean => Boolean(clientSecret) || clientCertificate !== undefined;

const credentialOf = ({ clientSecret, clientCertificate }: ClientApplication) =>
  clientCertificate ? { clientCertificate: toMsalCertificate(clientCertificate) } : { clientSecret: clientSecret ?? "" };

export interface MsalClient {
  /** Returns the address to open in a browser. Sends no request. */
  authorizeUrl(request: AuthorizationUrlRequest): Promise<string>;
  /** Exchanges the code for tokens. Checks the response against `nonce`. */
  redeemCode(request: AuthorizationCodeRequest & { nonce: string }, requested: readonly string[]): Promise<SavedSignIn>;
  /** Calls `onCode` with the code to show and resolves when the user has finished. */
  deviceCode(requested: readonly string[], onCode: DeviceCodeRequest["deviceCodeCallback"]): Promise<SavedSignIn>;
  /** Exchanges the refresh token of `from` for an access token with these scopes, and with what Graph demands: `claims`, as JSON. */
  refresh(scopes: readonly string[], requested: readonly string[], claims?: string): Promise<SavedSignIn>;
}

/**
 * Creates an MSAL client for one token request, optionally `from` a saved sign-in. The result is returned as a value, so the caller decides
 * under which lock to save it. A `confidential` client sends the client secret. MSAL is imported here, on first use: a hub that starts with a
 * valid token does not need it.
 */
export async function createMsalClient(
  app: ClientApplication,
  client: ClientKind,
  options: { from?: SavedSignIn; signal?: AbortSignal | undefined; started?: StartedDeviceCode | undefined } = {},
): Promise<MsalClient> {
  const { ConfidentialClientApplication, PublicClientApplication } = await import("@azure/msal-node");
  const network = createLoginNetwork({ ...app, signal: options.signal, started: options.started });
  const auth = { clientId: app.clientId, authority: app.authority.url, clientCapabilities };
  const configuration: Configuration = {
    auth: client === "confidential" ? { ...auth, ...credentialOf(app) } : auth,
    system: { networkClient: network, loggerOptions: { loggerCallback: () => {}, piiLoggingEnabled: false } },
  };
  const msal = client === "confidential" ? new ConfidentialClientApplication(configuration) : new PublicClientApplication(configuration);
  const cache = msal.getTokenCache();
  if (options.from) cache.deserialize(options.from.msal);

  /** Runs one token request and returns the sign-in to save. */
  async function acquireToken(request: () => Promise<AuthenticationResult | null>, requested: readonly string[]): Promise<SavedSignIn> {
    const result = await request().catch((error) => {
      throw network.failure ?? toSignInError(error);
    });
    // A refresh may return no ID token.
    const identity = identityOf((result?.idTokenClaims ?? {}) as Record<string, unknown>) ?? options.from?.identity;
    if (!result || !identity) throw signInFailed("no_identity", []);
    // The access token is saved beside it, and a refresh does not need the last one.
    const { AccessToken: _, ...kept } = JSON.parse(cache.serialize()) as Record<string, object>;
    const refreshable = Object.keys(kept.RefreshToken ?? {}).length > 0;
    return {
      version: 1,
      client,
      clientId: app.clientId,
      login: loginOriginOf(app.authority),
      identity,
      granted: grantedScopesOf(result.scopes, requested, refreshable),
      accessToken: result.accessToken,
      ...lifetimeOf(network, app.clock),
      msal: JSON.stringify(kept),
    };
  }

  return {
    authorizeUrl: (request) => msal.getAuthCodeUrl(request),
    redeemCode: (request, requested) => acquireToken(() => msal.acquireTokenByCode(request), requested),
    deviceCode: (requested, onCode) =>
      acquireToken(async () => {
        if (!(msal instanceof PublicClientApplication)) throw signInFailed("unauthorized_client", []);
        return msal.acquireTokenByDeviceCode({ scopes: toRequestedScopes(requested, app.authority), deviceCodeCallback: onCode });
      }, requested),
    refresh: (scopes, requested, claims) =>
      acquireToken(async () => {
        const [account] = await cache.getAllAccounts();
        if (!account) throw signInFailed("invalid_grant", []);
        return msal.acquireTokenSilent({
          account,
          scopes: toRequestedScopes(scopes, app.authority),
          forceRefresh: true,
          ...(claims !== undefined && { claims }),
        });
      }, requested),
  };
}

/** Renews five minutes before expiry, or halfway through a short lifetime. */
function lifetimeOf({ expiresIn }: LoginNetwork, clock: Clock) {
  const issued = clock.now().getTime();
  const ms = expiresIn * 1000;
  return { issuedAt: issued, renewAt: issued + Math.max(ms - 300_000, ms / 2), expiresAt: issued + ms };
}

/** MSAL's own error codes that mean the sign-in is unusable. Its other errors say nothing about the sign-in. */
const signInCodes = new Set(["nonce_mismatch", "no_tokens_found", "refresh_token_expired"]);

function toSignInError(error: unknown): unknown {
  const code = (error as { errorCode?: unknown } | undefined)?.errorCode;
  if (typeof code !== "string") return error;
  return signInCodes.has(code) ? signInFailed(code, []) : signInServiceUnreachable(`could not be used (${code})`);
}
