import { randomBytes } from "node:crypto";
import { CasementError, type Clock, type RequestedSet } from "@casement/core";
import { linkSignals } from "../async/link-signals.ts";
import type { GraphVerdict } from "../graph/graph-verdicts.ts";
import type { AccountStore } from "../ports/index.ts";
import type { Transport } from "../transport.ts";
import { authorityOf, type Cloud, toRequestedScopes } from "./authority.ts";
import type { ClientCertificate } from "./client-certificate.ts";
import { checkClientSecret } from "./client-secret.ts";
import { findIdentityProblem } from "./identity.ts";
import { signInFailed, toSignInFailed } from "./login-network.ts";
import { adviseMethod } from "./method-advice.ts";
import { type ClientApplication, createMsalClient, isConfidential } from "./msal-client.ts";
import { createPendingCallbacks } from "./pending-callbacks.ts";
import { parseRedirect } from "./redirect-response.ts";
import { findRegistrationProblem } from "./registration-check.ts";
import { type CallbackSignIn, type DeviceCodeSignIn, type SignInResult, type SignInState, signInResultOf } from "./sign-in-result.ts";
import { createStartedSignIns, type StartedDeviceCode, type StartedSignIn } from "./started-sign-ins.ts";
import { type ClientKind, createTokenCache, type SavedSignIn } from "./token-cache.ts";
import { type AccessToken, createTokenHolder, type TokenOptions } from "./token-holder.ts";

export interface AccountSignInOptions {
  /** The account's name in the config. */
  account: string;
  clientId: string;
  /** Omit it if the app is a public client. */
  clientSecret?: string | undefined;
  /** In place of the secret. */
  clientCertificate?: ClientCertificate | undefined;
  /** `work`, `personal`, or a tenant's id or domain. */
  accountType: string;
  cloud?: Cloud | undefined;
  /** Stores the sign-in. */
  store: Pick<AccountStore, "file" | "isShared">;
  clock: Clock;
  transport: Transport;
  /** Returns all scopes to request at this time. */
  requestedScopes(): readonly string[];
  /** Returns what a renewal asks for first: everything, while a part of it waits for approval. Otherwise undefined. */
  awaitedScopes?(granted: readonly string[]): readonly string[] | undefined;
  /** Called when the account signed in, needs a new sign-in, or signed out. */
  onState?(state: SignInState): void;
  /** Called when a token response grants other permissions than before. `before`: undefined for the stored sign-in and the first one. */
  onGranted?(granted: readonly string[], before: readonly string[] | undefined): void;
  warn?(message: string): void;
}

export interface StartOptions {
  scopes?: readonly string[];
  /** Whose choice of permissions this is: an account that uses this sign-in. */
  startedBy?: string;
  requestedSet?: RequestedSet;
}

/** A sign-in that goes on. */
export interface ResumedSignIn {
  readonly started: StartedSignIn;
  readonly done: Promise<SignInResult>;
  cancel(): void;
}

/** One account's sign-in. Call `load` first. */
export interface AccountSignIn {
  readonly state: SignInState;
  /** Reads the stored sign-in. */
  load(): Promise<SignInState>;
  /**
   * Signs in as a public client, without the client secret. `scopes`: default `requestedScopes()`.
   * @throws CasementError `sign-in-failed` when Microsoft issues no code
   */
  beginDeviceCode(options?: StartOptions & { signal?: AbortSignal }): Promise<DeviceCodeSignIn>;
  /**
   * Starts a sign-in in a browser that ends at `redirectUri`. Several can be pending at the same time. `scopes`: default `requestedScopes()`.
   * @throws CasementError `sign-in-failed` with `checkFirst`, when Microsoft says at once that the app registration does not fit
   */
  beginCallback(options: StartOptions & { redirectUri: string; checkFirst?: boolean }): Promise<CallbackSignIn>;
  /** Those that an earlier process has begun, after `load`. */
  readonly resumed: readonly ResumedSignIn[];
  /** Whether `close` was called: sign-ins that were pending then have not ended if another process goes on with them. */
  readonly isClosed: boolean;
  /** A sign-in that is pending, by its id. */
  pending(id: string): ResumedSignIn | undefined;
  /** Whether the redirect address belongs to a pending sign-in of this account. */
  expects(address: string): boolean;
  /** The sign-in to which the redirect address belongs. */
  startedAs(address: string): StartedSignIn | undefined;
  /** Completes a callback sign-in with the address to which the browser was redirected. @throws CasementError `input-invalid` or `sign-in-expired` */
  completeCallback(address: string): Promise<SignInResult>;
  /**
   * Returns an access token for Graph.
   * @throws CasementError `sign-in-required`; `graph-unreachable` or `graph-throttled` when Microsoft's sign-in service cannot be used
   */
  getToken(options?: TokenOptions): Promise<AccessToken>;
  /** Call it for each request that Graph accepted, and for each new token that it refused. Several refusals require a new sign-in. */
  judge(verdict: GraphVerdict): void;
  /** Why the sign-in in memory could not be saved. Undefined if it is on disk. */
  readonly unsavedReason: string | undefined;
  /** Saves the sign-in in memory if its file is damaged, has vanished, or could not be written before. Returns whether it did. */
  restore(): Promise<boolean>;
  /** Deletes the sign-in from memory and disk. */
  logout(): Promise<void>;
  /** Cancels pending sign-ins and a renewal that waits for the network. Resolves when what was received is saved. */
  close(): Promise<void>;
}

export function createAccountSignIn(options: AccountSignInOptions): AccountSignIn {
  const { account, clientId, clientSecret, clientCertificate, accountType, clock, transport, requestedScopes, warn = () => {} } = options;
  const authority = authorityOf(accountType, options.cloud);
  const app: ClientApplication = { clientId, clientSecret, clientCertificate, authority, clock, transport };
  const toBrowserUrl = (url: string) => transport.browserUrl?.(url) ?? url;
  const browserClient: ClientKind = isConfidential(app) ? "confidential" : "public";
  const startedSignIns = createStartedSignIns(options.store, account, clock);
  const callbacks = createPendingCallbacks(clock, startedSignIns);
  const deviceCodes = new Map<string, ResumedSignIn & { readonly abort: AbortController }>();
  const resumed: ResumedSignIn[] = [];
  let isClosed = false;
  let lostReason: string | undefined;
  let reported: { state: string; granted: readonly string[] | undefined } = { state: "", granted: undefined };

  const cache = createTokenCache({
    ...options,
    isInMemory: () => holder.saved !== undefined,
    onSetAside(error) {
      lostReason = error.message;
      warn(error.message);
    },
  });
  const holder = createTokenHolder({
    account,
    app,
    clock,
    cache,
    requestedScopes,
    awaitedScopes: (granted) => options.awaitedScopes?.(granted),
    onChange: reportChange,
    warn,
  });

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
      options.onGranted?.(granted, before.granted);
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

  function startedAs(address: string): StartedSignIn | undefined {
    try {
      return callbacks.find(parseRedirect(address).state ?? "");
    } catch {
      return undefined;
    }
  }

  /** `started`: a code that was issued before. */
  async function followDeviceCode(
    { requested, startedBy, requestedSet }: Pick<StartedSignIn, "requested" | "startedBy" | "requestedSet">,
    { signal, started }: { readonly signal?: AbortSignal | undefined; readonly started?: StartedDeviceCode },
  ): Promise<DeviceCodeSignIn> {
    const abort = new AbortController();
    const linked = linkSignals(abort.signal, ...(signal ? [signal] : []));
    const client = await createMsalClient(app, "public", { signal: linked.signal, started });
    return new Promise((resolve, reject) => {
      const exchange = client.deviceCode(requested, async ({ expiresIn, ...issued }) => {
        const { userCode, deviceCode, verificationUri: uri, message, interval } = issued;
        const expiresAt = started?.expiresAt ?? clock.now().getTime() + expiresIn * 1000;
        const id = started?.id ?? randomBytes(18).toString("base64url");
        const code = { userCode, deviceCode, verificationUri: uri, message, interval };
        const now: StartedDeviceCode = { method: "device-code", id, startedBy, requestedSet, requested, expiresAt, code };
        const cancel = (): void => {
          abort.abort();
          void startedSignIns.remove(id);
        };
        deviceCodes.set(id, { started: now, done, cancel, abort });
        const shown = { userCode, verificationUri: toBrowserUrl(uri), message: message.replace(uri, toBrowserUrl(uri)) };
        // Before anybody sees the code, so that it is not lost with this process.
        if (!started) await startedSignIns.add(now);
        resolve({ method: "device-code", id, ...shown, expiresAt: new Date(expiresAt), done, cancel });
      });
      exchange.catch(reject);
      const ids = (): string[] => [...deviceCodes].flatMap(([id, each]) => (each.abort === abort ? [id] : []));
      const done: Promise<SignInResult> = completeSignIn(exchange, requested)
        .then((result) => withAdvice(result, undefined))
        .finally(() => {
          for (const id of ids()) {
            deviceCodes.delete(id);
            // Who closes the account leaves the code to whoever opens it.
            if (!isClosed) void startedSignIns.remove(id);
          }
          linked.unlink();
        });
    });
  }

  async function resume(): Promise<void> {
    for (const started of await startedSignIns.read()) {
      if (started.method === "callback") {
        callbacks.resume(started);
        const { done } = callbacks.find(started.id)!;
        resumed.push({ started, done, cancel: () => callbacks.cancel(started) });
      } else if (!deviceCodes.has(started.id)) {
        const { done, cancel } = await followDeviceCode(started, { started });
        resumed.push({ started, done, cancel });
      }
    }
  }

  return {
    get state() {
      return currentState();
    },
    async load() {
      await holder.load();
      await resume().catch(() => warn(`[${account}] sign-ins that had begun before could not be continued. Start them again.`));
      return currentState();
    },
    resumed,
    get isClosed() {
      return isClosed;
    },
    pending(id) {
      const callback = callbacks.find(id);
      return callback ? { started: callback, done: callback.done, cancel: () => callbacks.cancel(callback) } : deviceCodes.get(id);
    },
    beginDeviceCode: ({ scopes: requested = requestedScopes(), startedBy = account, requestedSet = "all", signal } = {}) =>
      followDeviceCode({ requested, startedBy, requestedSet }, { signal }),
    async beginCallback({
      redirectUri,
      scopes: requested = requestedScopes(),
      checkFirst = false,
      startedBy = account,
      requestedSet = "all",
    }) {
      checkClientSecret(account, clientSecret);
      const pending = await callbacks.begin({ redirectUri, requested, startedBy, requestedSet });
      const username = holder.lastIdentity?.username;
      const client = await createMsalClient(app, browserClient);
      const url = await client.authorizeUrl({
        scopes: toRequestedScopes(requested, authority),
        redirectUri,
        codeChallenge: pending.challenge,
        codeChallengeMethod: "S256",
        state: pending.id,
        nonce: pending.nonce,
        ...(username ? { loginHint: username } : { prompt: "select_account" }),
      });
      const problem = checkFirst ? await findRegistrationProblem(url, transport, clock) : undefined;
      if (problem) {
        callbacks.cancel(pending);
        throw toSignInFailed({ ...problem, ...adviseMethod(problem, redirectUri) });
      }
      const { id, expiresAt, done } = pending;
      return {
        method: "callback",
        id,
        url: toBrowserUrl(url),
        redirectUri,
        expiresAt: new Date(expiresAt),
        done,
        cancel: () => callbacks.cancel(pending),
      };
    },
    expects: (address) => startedAs(address) !== undefined,
    startedAs,
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
      const result = withAdvice(await completeSignIn(exchange(), requested), redirectUri);
      if (result.outcome === "failed" && result.code.startsWith("graph-")) callbacks.release(pending);
      else pending.settle(result);
      return result;
    },
    getToken: (tokenOptions) => holder.getToken(tokenOptions),
    judge: holder.judge,
    get unsavedReason() {
      return holder.unsavedReason;
    },
    restore: holder.restore,
    async logout() {
      callbacks.clear();
      for (const { abort } of deviceCodes.values()) abort.abort();
      await startedSignIns.clear();
      await holder.replace(undefined);
      lostReason = undefined;
    },
    close() {
      isClosed = true;
      callbacks.close();
      for (const { abort } of deviceCodes.values()) abort.abort();
      return holder.close();
    },
  };
}

/** `redirectUri`: of a sign-in in a browser. */
const withAdvice = (result: SignInResult, redirectUri: string | undefined): SignInResult =>
  result.outcome === "failed" ? { ...result, ...adviseMethod(result, redirectUri) } : result;
