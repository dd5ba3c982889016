import { CasementError } from "@casement/core";
import type { SignInProblem } from "./aadsts.ts";
import type { AccountIdentity } from "./identity.ts";
import type { ClientKind } from "./token-cache.ts";

/** Where an account stands. */
export type SignInState =
  /** `reason`: why a sign-in that was there is gone (a damaged file, another client id). */
  | { kind: "signed-out"; reason: string | undefined }
  | { kind: "signed-in"; identity: AccountIdentity; client: ClientKind; granted: readonly string[] }
  /** The sign-in broke. `granted` is what it had. One sign-in repairs it. */
  | { kind: "sign-in-required"; identity: AccountIdentity; granted: readonly string[]; code: string; means: string; cure: string };

/** How a sign-in ended. */
export type SignInResult =
  /** `missing`: asked for and not granted. */
  | { outcome: "signed-in"; identity: AccountIdentity; granted: readonly string[]; missing: readonly string[] }
  /** Only an administrator may approve. The same sign-in without update scopes may work: offer it. */
  | { outcome: "approval-required"; code: string; means: string; cure: string }
  /** The person declined (consent is all or nothing), or turned back from "Need admin approval" on a device. Offer the same. */
  | { outcome: "cancelled"; code: string; means: string; cure: string }
  | { outcome: "failed"; code: string; means: string; cure: string }
  /** The answer of the administrator's consent page: approved; sign in now. */
  | { outcome: "approved" };

export interface DeviceCodeSignIn {
  method: "device-code";
  userCode: string;
  /** Where the person types the code. */
  verificationUri: string;
  /** Microsoft's own sentence with both. */
  message: string;
  expiresAt: Date;
  /** Never rejects. */
  done: Promise<SignInResult>;
  cancel(): void;
}

export interface CallbackSignIn {
  method: "callback";
  /** Where the browser is sent. */
  url: string;
  redirectUri: string;
  expiresAt: Date;
  /** Settles when `completeCallback` ended it, or it expired. Never rejects. */
  done: Promise<SignInResult>;
  cancel(): void;
}

const startAgain = "Start the sign-in again.";

/** What an error that ended a sign-in is to the person who signs in. */
export function signInResultOf(error: unknown): SignInResult {
  if (!CasementError.is(error)) return { outcome: "failed", code: "unexpected", means: "Something unexpected happened.", cure: startAgain };
  const { code, means, cure, kind } = error.details as Partial<SignInProblem>;
  if (error.code !== "sign-in-failed") return { outcome: "failed", code: error.code, means: error.message, cure: startAgain };
  const outcome = kind === "approval" ? "approval-required" : (kind ?? "failed");
  return { outcome, code: code!, means: means!, cure: cure! };
}
