import type { KeyObject } from "node:crypto";
import { CasementError, type Clock } from "@casement/core";
import type { Transport } from "../transport.ts";
import { authorityOf, type Cloud, toRequest } from "./authority.ts";
import { checkClientSecret } from "./client-secret.ts";
import { identityProblem } from "./identity.ts";
import { refused } from "./login-network.ts";
import { type App, msalClient } from "./msal-client.ts";
import { readRedirect } from "./pasted-address.ts";
import { pendingCallbacks } from "./pending-callbacks.ts";
import { type AccountState, type CallbackSignIn, type DeviceCodeSignIn, resultOf, type SignInResult } from "./sign-in-result.ts";
import { type ClientKind, type SavedSignIn, tokenCache } from "./token-cache.ts";
import { type AccessToken, type TokenOptions, tokenHolder } from "./token-holder.ts";

export interface AccountSessionOptions {
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
  onState?(state: AccountState): void;
  /** A token answer brought other permissions than before; `lost` are those that went. */
  onGranted?(granted: readonly string[], lost: readonly string[]): void;
  warn?(message: string): void;
}

/** One account's sign-in. Only `load` has to be called before the rest. */
export interface AccountSession {
  readonly state: AccountState;
  /** Reads what an earlier run left. */
  load(): Promise<AccountState>;
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

export function accountSession(options: AccountSessionOptions): AccountSession {
  const { account, clientId, clientSecret, accountType, clock, transport, requestedScopes, warn = () => {} } = options;
  const authority = authorityOf(accountType, options.cloud);
  const app: App = { clientId, clientSecret, authority, clock, transport };
  const browserUrl = (url: string) => transport.browserUrl?.(url) ?? url;
  const browserClient: ClientKind = clientSecret ? "confidential" : "public";
  const callbacks = pendingCallbacks(clock);
  const devices = new Set<AbortController>();
  let lostReason: string | undefined;
  let reported: { state: string; granted: readonly string[] | undefined } = { state: "", granted: undefined };

  const tokens = tokenCache({
    ...options,
    onSetAside(error) {
      lostReason = error.message;
      warn(error.message);
    },
  });
  const holder = tokenHolder({ account, app, clock, tokens, requestedScopes, changed: report, warn });

  function stateNow(): AccountState {
    const { saved, broken, owner } = holder;
    if (!saved)
      return { kind: "signed-out", reason: lostReason ?? (owner && "The stored sign-in is of another clientId or cloud. Sign in again.") };
    const { identity, client, granted } = saved;
    if (!broken) return { kind: "signed-in", identity, client, granted };
    return { kind: "sign-in-required", identity, granted, code: broken.code, means: broken.means, cure: broken.cure };
  }

  function report(): void {
    if (holder.saved) lostReason = undefined;
    const state = stateNow();
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

  async function finish(exchange: Promise<SavedSignIn>, requested: readonly string[]): Promise<SignInResult> {
    try {
      const saved = await exchange;
      const problem = identityProblem(saved.identity, { account, accountType, before: holder.owner });
      if (problem) return { outcome: "failed", ...problem };
      await holder.replace(saved);
      const { identity, granted } = saved;
      return { outcome: "signed-in", identity, granted, missing: requested.filter((scope) => !granted.includes(scope)) };
    } catch (error) {
      // Its name alone: a message could hold what Microsoft answered.
      if (!CasementError.is(error)) warn(`Signing in ${account} failed unexpectedly: ${(error as Error)?.name}.`);
      return resultOf(error);
    }
  }

  function close(): void {
    callbacks.clear();
    for (const stop of devices) stop.abort();
  }

  return {
    get state() {
      return stateNow();
    },
    async load() {
      await holder.load();
      return stateNow();
    },
    async beginDeviceCode({ signal } = {}) {
      const stop = new AbortController();
      const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
      const requested = requestedScopes();
      devices.add(stop);
      const client = await msalClient(app, "public", { signal: either });
      return new Promise((resolve, reject) => {
        const exchange = client.deviceCode(requested, ({ userCode, verificationUri: uri, message: text, expiresIn }) => {
          const expiresAt = new Date(clock.now().getTime() + expiresIn * 1000);
          const verificationUri = browserUrl(uri);
          const message = text.replace(uri, verificationUri);
          resolve({ method: "device-code", userCode, verificationUri, message, expiresAt, done, cancel: () => stop.abort() });
        });
        exchange.catch(reject);
        const done = finish(exchange, requested).finally(() => devices.delete(stop));
      });
    },
    async beginCallback({ redirectUri }) {
      checkClientSecret(account, clientSecret);
      const requested = requestedScopes();
      const pending = await callbacks.begin(redirectUri, requested);
      const username = holder.owner?.username;
      const client = await msalClient(app, browserClient);
      const url = await client.authorizeUrl({
        scopes: toRequest(requested, authority),
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
        url: browserUrl(url),
        redirectUri,
        expiresAt,
        done,
        cancel: () => callbacks.cancel(pending),
      };
    },
    expects(address) {
      try {
        return callbacks.has(readRedirect(address).state ?? "");
      } catch {
        return false;
      }
    },
    async completeCallback(address) {
      const { state, code, error, description, adminConsent } = readRedirect(address);
      if (adminConsent && code === undefined && error === undefined) return { outcome: "approved" };
      const pending = callbacks.take(state);
      const { redirectUri, requested, verifier, nonce } = pending;
      const exchange = async () => {
        if (code === undefined) throw refused(error, description);
        const request = { code, scopes: toRequest(requested, authority), redirectUri, codeVerifier: verifier, nonce };
        return (await msalClient(app, browserClient)).redeemCode(request, requested);
      };
      const result = withAddress(await finish(exchange(), requested), redirectUri);
      if (result.outcome === "failed" && result.code.startsWith("graph-")) callbacks.giveBack(pending);
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

const addressCodes = new Set(["AADSTS50011", "AADSTS500112", "AADSTS500113", "AADSTS900971"]);

/** Where the address is at fault, the cure names the one to register. */
function withAddress(result: SignInResult, redirectUri: string): SignInResult {
  if (result.outcome !== "failed" || !addressCodes.has(result.code)) return result;
  return { ...result, cure: `${result.cure} It is ${redirectUri}` };
}
