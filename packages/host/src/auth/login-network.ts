import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from "@azure/msal-node";
import { CasementError, type Clock } from "@casement/core";
import { createSleep } from "../async/sleep.ts";
import { timedOut, withTimeout } from "../async/with-timeout.ts";
import { describeCertificateProblem } from "../graph/certificate-problems.ts";
import { networkCodeOf } from "../graph/graph-error.ts";
import { parseRetryAfter } from "../graph/retry-after.ts";
import type { Transport } from "../transport.ts";
import { explainAadsts, type SignInProblem } from "./aadsts.ts";
import type { StartedDeviceCode } from "./started-sign-ins.ts";

export interface LoginNetwork extends INetworkModule {
  /** Why the last request failed. MSAL replaces this error with its own, which can contain Microsoft's text. */
  readonly failure: CasementError | undefined;
  /** Lifetime of the last token, in seconds. */
  readonly expiresIn: number;
}

const timeoutMs = 30_000;
const neverAborted = new AbortController().signal;
const transientErrors = new Set(["temporarily_unavailable", "server_error"]);
/** AADSTS codes of outages, which Microsoft returns with status 400: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const transientCodes = new Set([50196, 90006, 90012, 90020, 90024, 90025, 90033, 90055]);

/**
 * MSAL's network module on top of `transport.fetch`. Adds a timeout to each request and classifies failures: a refusal by Microsoft is
 * `sign-in-failed`; no response, status 5xx or a proxy's response is `graph-unreachable`; status 429 is `graph-throttled`. It also polls
 * for device codes itself, so that they follow `clock`.
 */
export function createLoginNetwork({
  transport,
  clock,
  signal = neverAborted,
  started,
}: {
  transport: Transport;
  clock: Clock;
  signal?: AbortSignal | undefined;
  /** A device code that Microsoft has issued before, in place of a new one. */
  started?: StartedDeviceCode | undefined;
}): LoginNetwork {
  let failure: CasementError | undefined;
  let expiresIn = 0;
  let interval = 5;
  const fail = (error: CasementError): never => {
    failure = error;
    throw error;
  };
  const failStopped = () => fail(new CasementError("stopped", "The sign-in was canceled."));

  async function send<T>(method: string, url: string, { headers = {}, body }: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    const result = await withTimeout(clock, timeoutMs, signal, async (stop) => {
      const response = await transport.fetch(url, {
        method,
        headers,
        ...(body !== undefined && { body }),
        signal: stop,
        redirect: "manual",
      });
      return { response, text: await response.text() };
    }).catch((error) => (signal.aborted ? failStopped() : fail(connectionFailed(url, error))));
    if (result === timedOut) return fail(signInServiceUnreachable("did not respond in time"));
    const { response, text } = result;
    const { status } = response;
    const json = parseJson(text);
    if (status === 429) return fail(signInServiceThrottled(response, clock));
    const codes: number[] = Array.isArray(json?.error_codes) ? json.error_codes : [];
    const isOutage = status >= 500 || transientErrors.has(json?.error) || codes.some((code) => transientCodes.has(code));
    if (isOutage) return fail(signInServiceUnreachable(`has an outage (status ${status})`));
    if (typeof json?.error === "string") {
      return fail(signInFailed(json.error, codes.length > 0 ? codes : String(json.error_description ?? "")));
    }
    if (status !== 200 || !json)
      return fail(signInServiceUnreachable(`could not be reached: a proxy or network device returned status ${status}`));
    expiresIn = Number(json.expires_in) || 0;
    interval = Number(json.interval) || interval;
    return { status, headers: Object.fromEntries(response.headers), body: json as T };
  }

  async function poll<T>(url: string, options: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    // `expiresIn` comes from the response that contained the device code.
    for (const end = clock.now().getTime() + expiresIn * 1000; ; ) {
      try {
        return await send<T>("POST", url, options);
      } catch (error) {
        const { details, code } = error as CasementError;
        if (details.error === "slow_down") interval += 5;
        const keepPolling = details.error === "authorization_pending" || details.error === "slow_down" || code.startsWith("graph-");
        if (!keepPolling) throw error;
        const now = clock.now().getTime();
        if (now >= end) return fail(signInFailed("expired_token", [70020]));
        failure = undefined;
        const pause = Math.max(interval * 1000, Date.parse(String(details.until)) - now || 0);
        await createSleep(clock)(pause, signal).catch(failStopped);
      }
    }
  }

  /** As Microsoft answered then. */
  function answerAgain<T>({ code, expiresAt }: StartedDeviceCode): NetworkResponse<T> {
    expiresIn = Math.max(1, Math.round((expiresAt - clock.now().getTime()) / 1000));
    interval = code.interval;
    const { deviceCode: device_code, userCode: user_code, verificationUri: verification_uri, message } = code;
    return { status: 200, headers: {}, body: { device_code, user_code, verification_uri, message, interval, expires_in: expiresIn } as T };
  }

  return {
    get failure() {
      return failure;
    },
    get expiresIn() {
      return expiresIn;
    },
    sendGetRequestAsync: (url, options = {}) => send("GET", url, options),
    sendPostRequestAsync: async (url, options = {}) => {
      if (started && new URL(url).pathname.endsWith("/devicecode")) return answerAgain(started);
      const isDevicePoll = new URLSearchParams(options.body).has("device_code");
      return isDevicePoll ? poll(url, options) : send("POST", url, options);
    },
  };
}

/** Microsoft refused the sign-in. `details` has `code`, `means`, `cure`, `kind` and the OAuth `error`. */
export function signInFailed(error: string | undefined, reason: string | readonly number[]): CasementError {
  return toSignInFailed({ ...explainAadsts(reason, error), error });
}

export const toSignInFailed = (explanation: SignInProblem & { error?: string | undefined; otherMethod?: string }): CasementError =>
  new CasementError("sign-in-failed", `${explanation.means} ${explanation.cure} (${explanation.code})`, { details: { ...explanation } });

export function signInServiceUnreachable(what: string): CasementError {
  return new CasementError("graph-unreachable", `Microsoft's sign-in service ${what}. Casement retries automatically.`);
}

function connectionFailed(url: string, cause: unknown): CasementError {
  const problem = describeCertificateProblem(new URL(url).host, networkCodeOf(cause));
  return problem === undefined
    ? signInServiceUnreachable("could not be reached")
    : new CasementError("graph-unreachable", `${problem} Casement retries automatically.`);
}

function signInServiceThrottled(response: Response, clock: Clock): CasementError {
  const now = clock.now();
  const seconds = parseRetryAfter(response.headers.get("retry-after"), now) ?? 60;
  return new CasementError("graph-throttled", "Microsoft's sign-in service throttles requests. Casement retries automatically.", {
    details: { until: new Date(now.getTime() + seconds * 1000).toISOString() },
  });
}

function parseJson(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
