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
import { identityOf } from "./identity.ts";
import { createLoginNetwork, type LoginNetwork, signInFailed, signInServiceUnreachable } from "./login-network.ts";
import type { ClientKind, SavedSignIn } from "./token-cache.ts";

export interface ClientApplication {
  clientId: string;
  clientSecret: string | undefined;
  authority: Authority;
  clock: Clock;
  transport: Transport;
}

export interface MsalClient {
  /** Address for a browser; no call is made. */
  authorizeUrl(request: AuthorizationUrlRequest): Promise<string>;
  /** With `nonce` in the request, the answer is checked against it. */
  redeemCode(request: AuthorizationCodeRequest & { nonce: string }, requested: readonly string[]): Promise<SavedSignIn>;
  /** Calls `shown` with what the person needs, and resolves when the person is done. */
  deviceCode(requested: readonly string[], onCode: DeviceCodeRequest["deviceCodeCallback"]): Promise<SavedSignIn>;
  /** Trades the refresh token of `from` for a new access token with these scopes. */
  refresh(scopes: readonly string[], requested: readonly string[]): Promise<SavedSignIn>;
}

/**
 * msal for one exchange with Microsoft. It may start `from` a saved sign-in and is thrown away afterwards: what it learnt comes back as a value, so that
 * the caller decides under which lock it is saved. `confidential` sends the secret. The library is loaded at the first exchange: a hub that starts
 * with a good token has no use for it yet.
 */
export async function createMsalClient(
  app: ClientApplication,
  client: ClientKind,
  options: { from?: SavedSignIn; signal?: AbortSignal | undefined } = {},
): Promise<MsalClient> {
  const { ConfidentialClientApplication, PublicClientApplication } = await import("@azure/msal-node");
  const network = createLoginNetwork({ ...app, signal: options.signal });
  const auth = { clientId: app.clientId, authority: app.authority.url };
  const configuration: Configuration = {
    auth: client === "confidential" ? { ...auth, clientSecret: app.clientSecret ?? "" } : auth,
    system: { networkClient: network, loggerOptions: { loggerCallback: () => {}, piiLoggingEnabled: false } },
  };
  const msal = client === "confidential" ? new ConfidentialClientApplication(configuration) : new PublicClientApplication(configuration);
  const cache = msal.getTokenCache();
  if (options.from) cache.deserialize(options.from.msal);

  /** Runs one exchange and says what is to be saved. */
  async function acquireToken(request: () => Promise<AuthenticationResult | null>, requested: readonly string[]): Promise<SavedSignIn> {
    const result = await request().catch((error) => {
      throw network.failure ?? toSignInError(error);
    });
    // A refresh may come without an id token.
    const identity = identityOf((result?.idTokenClaims ?? {}) as Record<string, unknown>) ?? options.from?.identity;
    if (!result || !identity) throw signInFailed("no_identity", []);
    const serialized = cache.serialize();
    const refreshable = Object.keys(JSON.parse(serialized).RefreshToken ?? {}).length > 0;
    return {
      version: 1,
      client,
      clientId: app.clientId,
      login: loginOriginOf(app.authority),
      identity,
      granted: grantedScopesOf(result.scopes, requested, refreshable),
      accessToken: result.accessToken,
      ...lifetimeOf(network, app.clock),
      msal: serialized,
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
    refresh: (scopes, requested) =>
      acquireToken(async () => {
        const [account] = await cache.getAllAccounts();
        if (!account) throw signInFailed("invalid_grant", []);
        return msal.acquireTokenSilent({ account, scopes: toRequestedScopes(scopes, app.authority), forceRefresh: true });
      }, requested),
  };
}

/** Renewed five minutes before the end, or half-way through a short life. */
function lifetimeOf({ expiresIn }: LoginNetwork, clock: Clock) {
  const issued = clock.now().getTime();
  const ms = expiresIn * 1000;
  return { issuedAt: issued, renewAt: issued + Math.max(ms - 300_000, ms / 2), expiresAt: issued + ms };
}

/** What msal itself finds wrong with a sign-in. Everything else it throws is no statement about the sign-in. */
const signInCodes = new Set(["nonce_mismatch", "no_tokens_found", "refresh_token_expired"]);

function toSignInError(error: unknown): unknown {
  const code = (error as { errorCode?: unknown } | undefined)?.errorCode;
  if (typeof code !== "string") return error;
  return signInCodes.has(code) ? signInFailed(code, []) : signInServiceUnreachable(`could not be used (${code})`);
}
