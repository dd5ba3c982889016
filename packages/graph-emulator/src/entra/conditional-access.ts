import type { User } from "../directory.ts";
import type { AadstsCode } from "./aadsts.ts";
import type { BrowserSession, EntraContext } from "./entra-context.ts";
import { createEntraError, type EntraError } from "./entra-error.ts";

/** What a tenant's conditional access policies require of a sign-in. */
export interface ConditionalAccess {
  /** Blocks the device code flow: `block` on the page where the code is entered, `block-at-device` when the device fetches its tokens. */
  deviceCode: "allow" | "block" | "block-at-device";
  /** Requires multi-factor authentication. */
  mfa: boolean;
  /** Requires a compliant device, which this emulator's browsers are not. */
  compliantDevice: boolean;
  /** Blocks guests. */
  guests: "allow" | "block";
  /** Id of the policy, which appears in claims. */
  readonly id: string;
}

/** A sign-in to check. */
export interface CheckedSignIn {
  readonly user: User;
  /** The user has done multi-factor authentication. */
  readonly mfa: boolean;
  /** The session began with a device code. Microsoft tracks that through all refreshes. */
  readonly viaDeviceCode: boolean;
}

/** Returns the AADSTS code with which a sign-in is blocked, or 50076 if only multi-factor authentication is missing. */
export function accessProblemOf(
  context: EntraContext,
  { user, mfa, viaDeviceCode }: CheckedSignIn,
  at: "page" | "token",
): AadstsCode | undefined {
  const policy = policyOf(context, user);
  if (!policy) return undefined;
  if (policy.guests === "block" && user.userType === "Guest") return 53003;
  if (viaDeviceCode && (policy.deviceCode === "block" || (policy.deviceCode === "block-at-device" && at === "token"))) return 53003;
  if (policy.compliantDevice) return viaDeviceCode ? 530033 : 53000;
  return policy.mfa && !mfa ? 50076 : undefined;
}

/** Creates an error with the claims that a client must request to satisfy the policy. */
export function createAccessError(context: EntraContext, code: AadstsCode, user: User, error?: string): EntraError {
  const { id } = policyOf(context, user)!;
  const claims = JSON.stringify({ access_token: { capolids: { essential: true, values: [id] } } });
  return createEntraError(code, { claims }, error);
}

/**
 * Checks the sign-in of a person in a browser.
 *
 * @returns Whether the person must verify the sign-in.
 * @throws EntraError when access is blocked, or when the verification may not be asked for.
 */
export function needsVerification(
  context: EntraContext,
  input: { user: User; session: BrowserSession; viaDeviceCode: boolean; silent: boolean },
): boolean {
  const { user, session, viaDeviceCode, silent } = input;
  const problem = accessProblemOf(context, { user, viaDeviceCode, mfa: session.verified.has(user.id) }, "page");
  if (problem === undefined) return false;
  if (problem === 50076 && !silent) return true;
  throw createAccessError(context, problem, user, silent ? "interaction_required" : undefined);
}

function policyOf({ directory }: EntraContext, user: User): ConditionalAccess | undefined {
  return directory.tenant(user.tenantId)?.conditionalAccess;
}
