import type { KeyObject } from "node:crypto";
import { CasementError, type Clock } from "@casement/core";
import type { Transport } from "../transport.ts";
import { authorityOf, type Cloud, toRequestedScopes } from "./authority.ts";
import { checkClientSecret } from "./client-secret.ts";
import { findIdentityProblem } from "./identity.ts";
import { signInFailed } from "./login-network.ts";
import { type ClientApplication, createMsalClient } from "./msal-client.ts";
import { createPendingCallbacks } from "./pending-callbacks.ts";
import { parseRedirect } from "./redirect-response.ts";
import { type CallbackSignIn, type DeviceCodeSignIn, type SignInResult, type SignInState, signInResultOf } from "./sign-in-result.ts";
import { type ClientKind, createTokenCache, type SavedSignIn } from "./token-cache.ts";
import { type AccessToken, createTokenHolder, type TokenOptions } from "./token-holder.ts";

export interface AccountSignInOptions {
  /** The account's name in the config. */
  account: string;
  clientId: string;
  /** Omit it if the app is a public client. */
  clientSecret?: string | undefined;
  /** `work`, `personal`, or a tenant's id or domain. */
  accountType: string;
  cloud?: Cloud | undefined;
  /** Path of the file that stores the sign-in, encrypted with `key`. */
  file: string;
  key: KeyObject;
  clock: Clock;
  transport: Transport;
  /**
   * Returns all scopes to request at this time. Called at each refresh, and synchronously by `beginDeviceCode` and `beginCallback`, before
   * their first `await`.
   */
  requestedScopes(): readonly string[];
  /** Called when the account signed in, needs a new sign-in, or signed out. */
  onState?(state: SignInState): void;
  /** Called when a token response grants other permissions than before. `lost`: those no longer granted. */
  onGranted?(granted: readonly string[], lost: readonly string[]): void;
  warn?(message: string): void;
}

/** One account's sign-in. Call `load` first. */
export interface AccountSignIn {
  readonly state: SignInState;
  /** Reads the stored sign-in. */
  load(): Promise<SignInState>;
  /** Signs in as a public client, without the client secret. @throws CasementError `sign-in-failed` when Microsoft issues no code */
  beginDeviceCode(options?: { signal?: AbortSignal }): Promise<DeviceCodeSignIn>;
  /** Starts a sign-in in a browser that ends at `redirectUri`. Several can be pending at the same time. */
  beginCallback(options: { redirectUri: string }): Promise<CallbackSignIn>;
  /** Whether the redirect address belongs to a pending sign-in of this account. */
  expects(address: string): boolean;
  /** Completes a callback sign-in with the address to which the browser was redirected. @throws CasementError `input-invalid` or `sign-in-expired` */
  completeCallback(address: string): Promise<SignInResult>;
  /**
   * Returns an access token for Graph.
   * @throws CasementError `sign-in-required`; `graph-unreachable` or `graph-throttled` when Microsoft's sign-in service cannot be used
   */
  getToken(options?: TokenOptions): Promise<AccessToken>;
  /** Deletes the sign-in from memory and disk. */
  logout(): Promise<void>;
  /** Cancels pending sign-ins. */
  close(): void;
}

export function createAccountSignIn(options: AccountSignInOptions): AccountSignIn {
  const { account, clientId, clientSecret, accountType, clock, transport, requestedScopes, warn = () => {} } = options;
  const authority = authorityOf(accountType, options.cloud);
  const app: ClientApplication = { clientId, clientSecret, authority, clock, transport };
  const toBrowserUrl = (url: string) => transport.browserUrl?.(url) ?? url;
  const browserClient: ClientKind = clientSecret ? "confidential" : "public";
  const callbacks = createPendingCallbacks(clock);
  const deviceCodeAborts = new Set<AbortController>();
  let lostReason: string | undefined;
  let reported: { state: string; granted: readonly string[] | undefined } = { state: "", granted: undefined };

  const cache = createTokenCache({
    ...options,
    onSetAside(error) {
      lostReason = error.message;
      warn(error.message);
    },
  });
  const holder = createTokenHolder({ account, app, clock, cache, requestedScopes, onChange: reportChange, warn });

  function currentState(): SignInState {
    const { saved, broken, lastIdentity } = holder;
    if (!saved)
      return {
        kind: "signed-out",
        reason: lostReason ?? (lastIdentity && "The stored sign-in belongs to another clientId or cloud. Sign in again."),
      };
    const { identity, client, granted } = saved;
    if (!broken) return { kind: "signed-in", identity, client, granted };
    return { kind: "sign-in-required", identity, granted, code: broken.code, means: broken.means, cure: broken.cure };
  }

  function reportChange(): void {
    if (holder.saved) lostReason = undefined;
    const state = currentState();
    const summary = `${state.kind} ${"code" in state ? state.code : ""} ${"identity" in state ? state.identity.id : ""}`;
    const granted = holder.saved?.granted;
    const before = reported;
    reported = { state: summary, granted };
    if (granted && granted.join() !== before.granted?.join()) {
      options.onGranted?.(
        granted,
        (before.granted ?? []).filter((scope) => !granted.includes(scope)),
      );
    }
    if (summary !== before.state) options.onState?.(state);
  }

  async function completeSignIn(exchange: Promise<SavedSignIn>, requested: readonly string[]): Promise<SignInResult> {
    try {
      const saved = await exchange;
      const problem = findIdentityProblem(saved.identity, { account, accountType, before: holder.lastIdentity });
      if (problem) return { outcome: "failed", ...problem };
      await holder.replace(saved);
      const { identity, granted } = saved;
      return { outcome: "signed-in", identity, granted, missing: requested.filter((scope) => !granted.includes(scope)) };
    } catch (error) {
      // Logs only the error's name: its message may contain Microsoft's response.
      if (!CasementError.is(error)) warn(`Sign-in of account ${account} failed unexpectedly: ${(error as Error)?.name}.`);
      return signInResultOf(error);
    }
  }

  function close(): void {
    callbacks.clear();
    for (const abort of deviceCodeAborts) abort.abort();
  }

  return {
    get state() {
      return currentState();
    },
    async load() {
      await holder.load();
      return currentState();
    },
    async beginDeviceCode({ signal } = {}) {
      const abort = new AbortController();
      const anyAbort = signal ? AbortSignal.any([signal, abort.signal]) : abort.signal;
      const requested = requestedScopes();
      deviceCodeAborts.add(abort);
      const client = await createMsalClient(app, "public", { signal: anyAbort });
      return new Promise((resolve, reject) => {
        const exchange = client.deviceCode(requested, ({ userCode, verificationUri: uri, message: text, expiresIn }) => {
          const expiresAt = new Date(clock.now().getTime() + expiresIn * 1000);
          const verificationUri = toBrowserUrl(uri);
          const message = text.replace(uri, verificationUri);
          resolve({ method: "device-code", userCode, verificationUri, message, expiresAt, done, cancel: () => abort.abort() });
        });
        exchange.catch(reject);
        const done = completeSignIn(exchange, requested).finally(() => deviceCodeAborts.delete(abort));
      });
    },
    async beginCallback({ redirectUri }) {
      checkClientSecret(account, clientSecret);
      const requested = requestedScopes();
      const pending = await callbacks.begin(redirectUri, requested);
      const username = holder.lastIdentity?.username;
      const client = await createMsalClient(app, browserClient);
      const url = await client.authorizeUrl({
        scopes: toRequestedScopes(requested, authority),
        redirectUri,
        codeChallenge: pending.challenge,
        codeChallengeMethod: "S256",
        state: pending.state,
        nonce: pending.nonce,
        ...(username ? { loginHint: username } : { prompt: "select_account" }),
      });
      const { expiresAt, done } = pending;
      return {
        method: "callback",
        url: toBrowserUrl(url),
        redirectUri,
        expiresAt,
        done,
        cancel: () => callbacks.cancel(pending),
      };
    },
    expects(address) {
      try {
        return callbacks.has(parseRedirect(address).state ?? "");
      } catch {
        return false;
      }
    },
    async completeCallback(address) {
      const { state, code, error, description, adminConsent } = parseRedirect(address);
      if (adminConsent && code === undefined && error === undefined) return { outcome: "approved" };
      const pending = callbacks.claim(state);
      const { redirectUri, requested, verifier, nonce } = pending;
      const exchange = async () => {
        if (code === undefined) throw signInFailed(error, description);
        const request = { code, scopes: toRequestedScopes(requested, authority), redirectUri, codeVerifier: verifier, nonce };
        return (await createMsalClient(app, browserClient)).redeemCode(request, requested);
      };
      const result = withRedirectUri(await completeSignIn(exchange(), requested), redirectUri);
      if (result.outcome === "failed" && result.code.startsWith("graph-")) callbacks.release(pending);
      else pending.settle(result);
      return result;
    },
    getToken: (tokenOptions) => holder.getToken(tokenOptions),
    async logout() {
      close();
      await holder.replace(undefined);
      lostReason = undefined;
    },
    close,
  };
}

const redirectUriCodes = new Set(["AADSTS50011", "AADSTS500112", "AADSTS500113", "AADSTS900971"]);

/** If the redirect URI is the problem, adds the one to register to the cure. */
function withRedirectUri(result: SignInResult, redirectUri: string): SignInResult {
  if (result.outcome !== "failed" || !redirectUriCodes.has(result.code)) return result;
  return { ...result, cure: `${result.cure} The redirect URI is ${redirectUri}` };
}
