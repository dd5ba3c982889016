import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from "@azure/msal-node";
import { CasementError, type Clock } from "@casement/core";
import { explainAadsts } from "./aadsts.ts";
import { pause } from "./pause.ts";

/** The one way to Microsoft. Tests give the emulator's. */
export interface Wire {
  fetch(input: string, init: RequestInit): Promise<Response>;
  /** Changes an address that a browser is sent to; for the emulator, which answers elsewhere than at Microsoft's hosts. */
  browserUrl?(url: string): string;
}

export interface LoginNetwork extends INetworkModule {
  /** Why the last call did not succeed. msal replaces it by errors of its own, which can hold Microsoft's text. */
  readonly failure: CasementError | undefined;
  /** Seconds the last token lives. */
  readonly expiresIn: number;
}

const limitMs = 30_000;
const transient = new Set(["temporarily_unavailable", "server_error"]);
/** Codes of Microsoft's own troubles, answered as 400: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const transientCodes = new Set([50196, 90006, 90012, 90020, 90024, 90025, 90033, 90055]);

/**
 * msal's network over `wire.fetch`: a time-out on each call, and answers told apart. A refusal by Microsoft is `sign-in-failed`; no answer, 5xx
 * and what a proxy says are `graph-unreachable`; 429 is `graph-throttled`. It also does the waiting of device codes, by our clock.
 */
export function loginNetwork({ wire, clock, signal }: { wire: Wire; clock: Clock; signal?: AbortSignal | undefined }): LoginNetwork {
  let failure: CasementError | undefined;
  let expiresIn = 0;
  let interval = 5;
  const fail = (error: CasementError): never => {
    failure = error;
    throw error;
  };

  async function once<T>(method: string, url: string, { headers = {}, body }: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    const limit = new AbortController();
    const done = clock.after(limitMs, () => limit.abort());
    let response: Response;
    let json: any;
    try {
      const stop = signal ? AbortSignal.any([signal, limit.signal]) : limit.signal;
      response = await wire.fetch(url, { method, headers, ...(body !== undefined && { body }), signal: stop, redirect: "manual" });
      json = JSON.parse(await response.text());
    } catch {
      if (signal?.aborted) return fail(new CasementError("stopped", "The sign-in was stopped."));
      return fail(
        unreachable(limit.signal.aborted ? "did not answer in time" : "could not be reached, or something between answered instead"),
      );
    } finally {
      done();
    }
    if (response.status === 429) return fail(throttled(response, clock));
    const codes: number[] = Array.isArray(json?.error_codes) ? json.error_codes : [];
    const busy = response.status >= 500 || transient.has(json?.error) || codes.some((code) => transientCodes.has(code));
    if (busy) return fail(unreachable(`answered with status ${response.status}`));
    if (response.status !== 200) {
      if (typeof json?.error !== "string")
        return fail(unreachable(`could not be reached: status ${response.status} from something between`));
      return fail(refused(json.error, codes.length > 0 ? codes : String(json.error_description ?? "")));
    }
    expiresIn = Number(json?.expires_in) || 0;
    interval = Number(json?.interval) || interval;
    return { status: response.status, headers: Object.fromEntries(response.headers), body: json as T };
  }

  async function poll<T>(url: string, options: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    for (;;) {
      try {
        return await once<T>("POST", url, options);
      } catch (error) {
        const { details, code } = error as CasementError;
        if (details.error === "slow_down") interval += 5;
        const goOn = ["authorization_pending", "slow_down"].includes(details.error as string) || code.startsWith("graph-");
        if (!goOn) throw error;
        failure = undefined;
        await pause(clock, interval * 1000, signal).catch(fail);
      }
    }
  }

  return {
    get failure() {
      return failure;
    },
    get expiresIn() {
      return expiresIn;
    },
    sendGetRequestAsync: (url, options = {}) => once("GET", url, options),
    sendPostRequestAsync: (url, options = {}) => {
      const isDevicePoll = new URLSearchParams(options.body).has("device_code");
      return isDevicePoll ? poll(url, options) : once("POST", url, options);
    },
  };
}

/** A refusal in plain words; `details` has `code`, `means`, `cure`, `kind` and the OAuth `error`. */
export function refused(error: string | undefined, reason: string | readonly number[]): CasementError {
  const explanation = explainAadsts(reason, error);
  return new CasementError("sign-in-failed", `${explanation.means} ${explanation.cure} (${explanation.code})`, {
    details: { ...explanation, error },
  });
}

function unreachable(what: string): CasementError {
  return new CasementError("graph-unreachable", `Microsoft's sign-in service ${what}. It is tried again by itself.`);
}

function throttled(response: Response, clock: Clock): CasementError {
  const seconds = Math.min(Math.max(Math.ceil(Number(response.headers.get("retry-after")?.replace(",", ".")) || 60), 1), 3600);
  return new CasementError("graph-throttled", "Microsoft's sign-in service asks for a pause. It is tried again by itself.", {
    details: { until: new Date(clock.now().getTime() + seconds * 1000).toISOString() },
  });
}
