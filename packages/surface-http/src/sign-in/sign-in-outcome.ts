import type { SignInResult } from "@casement/host";

/** How a sign-in ended, as surfaces see it. */
export interface SignInOutcome {
  readonly outcome: SignInResult["outcome"];
  /** AADSTS code or the like, what it means, and what to do. */
  readonly code?: string;
  readonly means?: string;
  readonly cure?: string;
  readonly username?: string;
  /** Permissions asked for and not granted. */
  readonly missing?: readonly string[];
}

export function signInOutcome(result: SignInResult): SignInOutcome {
  if (result.outcome === "approved") return { outcome: result.outcome };
  if (result.outcome === "signed-in") return { outcome: result.outcome, username: result.identity.username, missing: result.missing };
  const { outcome, code, means, cure } = result;
  return { outcome, code, means, cure };
}
