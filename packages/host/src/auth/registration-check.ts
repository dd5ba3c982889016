import type { Clock } from "@casement/core";
import { withTimeout } from "../async/with-timeout.ts";
import type { Transport } from "../transport.ts";
import { explainAadsts, type SignInProblem } from "./aadsts.ts";

/** What is wrong with an app registration, whoever signs in: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const registrationCodes = new Set([50011, 50194, 90002, 500113, 700016, 900971, 7000112, 9002331, 9002346]);
/** A check that takes longer is skipped: the browser shows the same. */
const timeoutMs = 4_000;
const neverAborted = new AbortController().signal;

/**
 * Asks Microsoft what it would say about the registration, before a person signs in. `authorizeUrl`: where the browser would be sent. Without a
 * session and with `prompt=none`, Microsoft redirects if the redirect URI is registered, and otherwise shows a page with the error. Undefined: no
 * problem is known.
 */
export async function findRegistrationProblem(
  authorizeUrl: string,
  transport: Transport,
  clock: Clock,
): Promise<SignInProblem | undefined> {
  const url = new URL(authorizeUrl);
  url.searchParams.set("prompt", "none");
  for (const name of ["state", "nonce", "login_hint"]) url.searchParams.delete(name);
  const answer = await withTimeout(clock, timeoutMs, neverAborted, async (signal) => {
    const response = await transport.fetch(url.href, { method: "GET", redirect: "manual", signal });
    return `${response.headers.get("location") ?? ""} ${response.status >= 300 && response.status < 400 ? "" : await response.text()}`;
  }).catch(() => "");
  if (typeof answer !== "string") return undefined;
  const codes = [...answer.matchAll(/AADSTS(\d{4,8})/g)].map((match) => Number(match[1]));
  const code = codes.find((found) => registrationCodes.has(found));
  return code === undefined ? undefined : explainAadsts([code]);
}
