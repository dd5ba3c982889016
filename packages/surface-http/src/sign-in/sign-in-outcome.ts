import type { SignInResult } from "@casement/host";

/** The result of a sign-in, for HTTP. */
export interface SignInOutcome {
  readonly outcome: SignInResult["outcome"];
  /** Microsoft's error code, such as an AADSTS code. */
  readonly code?: string;
  /** The meaning of `code`. */
  readonly means?: string;
  /** What to do. */
  readonly cure?: string;
  /** After a failure: the method that can work. */
  readonly otherMethod?: "callback" | "device-code";
  readonly username?: string;
  /** Requested permissions that were not granted. */
  readonly missing?: readonly string[];
}

export function toSignInOutcome(result: SignInResult): SignInOutcome {
  if (result.outcome === "approved") return { outcome: result.outcome };
  if (result.outcome === "signed-in") return { outcome: result.outcome, username: result.identity.username, missing: result.missing };
  return result;
}
