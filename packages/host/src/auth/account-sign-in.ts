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
  /** Without one the app is a public client. */
  clientSecret?: string | undefined;
  /** `work`, `personal`, or a tenant's id or domain. */
  accountType: string;
  cloud?: Cloud | undefined;
  /** Where the sign-in is kept, encrypted with `key`. */
  file: string;
  key: KeyObject;
  clock: Clock;
  transport: Transport;
  /** The whole set to ask for, as of now. Called before `beginDeviceCode` or `beginCallback` first waits, and at each refresh. */
  requestedScopes(): readonly string[];
  /** The account signed in, broke, or signed out. */
  onState?(state: SignInState): void;
  /** A token answer brought other permissions than before; `lost` are those that went. */
  onGranted?(granted: readonly string[], lost: readonly string[]): void;
  warn?(message: string): void;
}

/** One account's sign-in. Only `load` has to be called before the rest. */
export interface AccountSignIn {
  readonly state: SignInState;
  /** Reads what an earlier run left. */
  load(): Promise<SignInState>;
  /** Always as a public client, without the secret. @throws CasementError when Microsoft gives no code. */
  beginDeviceCode(options?: { signal?: AbortSignal }): Promise<DeviceCodeSignIn>;
  /** For a browser that comes back to `redirectUri`, or whose last address is pasted. Several may wait at a time. */
  beginCallback(options: { redirectUri: string }): Promise<CallbackSignIn>;
  /** Whether an address is the answer to a sign-in that waits here. */
  expects(address: string): boolean;
  /** Ends a callback sign-in with the address the browser was sent to. @throws CasementError `input-invalid`, `sign-in-expired`. */
  completeCallback(address: string): Promise<SignInResult>;
  /**
   * An access token for Graph.
   * @throws CasementError `sign-in-required`, or `graph-unreachable` and `graph-throttled` when Microsoft's sign-in service does not answer.
   */
  getToken(options?: TokenOptions): Promise<AccessToken>;
  /** Forgets the sign-in, here and in the file. */
  logout(): Promise<void>;
  /** Ends the sign-ins that wait. */
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
        reason: lostReason ?? (lastIdentity && "The stored sign-in is of another clientId or cloud. Sign in again."),
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
      // Its name alone: a message could hold what Microsoft answered.
      if (!CasementError.is(error)) warn(`Signing in ${account} failed unexpectedly: ${(error as Error)?.name}.`);
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
      const either = signal ? AbortSignal.any([signal, abort.signal]) : abort.signal;
      const requested = requestedScopes();
      deviceCodeAborts.add(abort);
      const client = await createMsalClient(app, "public", { signal: either });
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

/** Where the address is at fault, the cure names the one to register. */
function withRedirectUri(result: SignInResult, redirectUri: string): SignInResult {
  if (result.outcome !== "failed" || !redirectUriCodes.has(result.code)) return result;
  return { ...result, cure: `${result.cure} It is ${redirectUri}` };
}
