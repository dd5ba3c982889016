import { CasementError } from "@casement/core";
import type { SignInProblem } from "./aadsts.ts";
import type { AccountIdentity } from "./identity.ts";
import type { BrowserOrCode } from "./method-advice.ts";
import type { ClientKind } from "./token-cache.ts";

/** The state of an account's sign-in. */
export type SignInState =
  /** `reason`: why a stored sign-in cannot be used (a damaged file, another client id). */
  | { kind: "signed-out"; reason: string | undefined }
  | { kind: "signed-in"; identity: AccountIdentity; client: ClientKind; granted: readonly string[] }
  /** The sign-in no longer works; a new one repairs it. `granted`: the permissions it had. */
  | { kind: "sign-in-required"; identity: AccountIdentity; granted: readonly string[]; code: string; means: string; cure: string };

/** How a sign-in ended. */
export type SignInResult =
  /** `missing`: requested but not granted. */
  | { outcome: "signed-in"; identity: AccountIdentity; granted: readonly string[]; missing: readonly string[] }
  /** An administrator must approve. Offer a sign-in with a smaller set. */
  | { outcome: "approval-required"; code: string; means: string; cure: string }
  /** The user declined the permissions, or left the page "Need admin approval". Offer a sign-in with a smaller set. */
  | { outcome: "cancelled"; code: string; means: string; cure: string }
  /** `otherMethod`: the way to sign in that can work although this one failed. */
  | { outcome: "failed"; code: string; means: string; cure: string; otherMethod?: BrowserOrCode }
  /** An administrator approved on the consent page. Sign in next. */
  | { outcome: "approved" };

export interface DeviceCodeSignIn {
  method: "device-code";
  /** Names it for `SignIn.outcome`. */
  id: string;
  userCode: string;
  /** The page on which the user enters the code. */
  verificationUri: string;
  /** Microsoft's own instruction with the page and the code. */
  message: string;
  expiresAt: Date;
  /** Never rejects. */
  done: Promise<SignInResult>;
  cancel(): void;
}

export interface CallbackSignIn {
  method: "callback";
  /** Names it for `SignIn.outcome`. */
  id: string;
  /** The address to open in a browser. */
  url: string;
  redirectUri: string;
  expiresAt: Date;
  /** Settles when `completeCallback` completes the sign-in, or when it expires. Never rejects. */
  done: Promise<SignInResult>;
  cancel(): void;
}

const startAgain = "Start the sign-in again.";

/** Turns an error that ended a sign-in into a result for the user. */
export function signInResultOf(error: unknown): SignInResult {
  if (!CasementError.is(error)) return { outcome: "failed", code: "unexpected", means: "An unexpected error occurred.", cure: startAgain };
  const { code, means, cure, kind } = error.details as Partial<SignInProblem>;
  if (error.code !== "sign-in-failed") return { outcome: "failed", code: error.code, means: error.message, cure: startAgain };
  const outcome = kind === "approval" ? "approval-required" : (kind ?? "failed");
  return { outcome, code: code!, means: means!, cure: cure! };
}
