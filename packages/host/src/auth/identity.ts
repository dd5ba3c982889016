/** The signed-in user. */
export interface AccountIdentity {
  /** Object id (`oid`). */
  id: string;
  tenantId: string;
  /** Usually the email address. Show it to the user, but never log it. */
  username: string;
  kind: "work" | "personal";
}

/** The tenant that holds all personal accounts: https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference */
const personalTenant = "9188040d-6c67-4c5b-b112-36a304b66dad";
const guidPattern = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Reads an ID token's claims. Returns `undefined` if they do not identify a user. */
export function identityOf(claims: Readonly<Record<string, unknown>>): AccountIdentity | undefined {
  const { oid, sub, tid, preferred_username, email } = claims;
  const id = typeof oid === "string" ? oid : sub;
  if (typeof id !== "string" || typeof tid !== "string") return undefined;
  const username = [preferred_username, email].find((name) => typeof name === "string") ?? "";
  return { id, tenantId: tid, username: username as string, kind: tid === personalTenant ? "personal" : "work" };
}

export function sameUser(a: AccountIdentity, b: AccountIdentity): boolean {
  return a.id === b.id && a.tenantId === b.tenantId;
}

export interface IdentityProblem {
  code: "wrong-kind" | "wrong-tenant" | "other-user";
  means: string;
  cure: string;
}

/** Checks the user against the account's `accountType` and against the user who signed in before. */
export function findIdentityProblem(
  identity: AccountIdentity,
  { account, accountType, before }: { account: string; accountType: string; before: AccountIdentity | undefined },
): IdentityProblem | undefined {
  if (identity.kind === "personal" && accountType !== "personal") {
    return {
      code: "wrong-kind",
      means: "This is a personal Microsoft account, but the account is configured for work or school.",
      cure: "Set `accountType: personal`, or sign in with the work or school account.",
    };
  }
  if (identity.kind === "work" && accountType === "personal") {
    return {
      code: "wrong-kind",
      means: "This is a work or school account, but the account is configured as personal.",
      cure: "Set `accountType: work`, or sign in with the personal account.",
    };
  }
  if (guidPattern.test(accountType) && identity.tenantId.toLowerCase() !== accountType.toLowerCase()) {
    return {
      code: "wrong-tenant",
      means: "The account does not belong to the organization that accountType names.",
      cure: "Sign in with an account of that organization, or correct accountType.",
    };
  }
  if (before && !sameUser(identity, before)) {
    return {
      code: "other-user",
      means: "A different user signed in. The stored data belongs to the previous user.",
      cure: `Sign in as the previous user, or run \`casement logout ${account}\` first to continue with the new one.`,
    };
  }
  return undefined;
}

/**
 * Checks that `sharedMailbox` is not the user's own mailbox. Compares ids and addresses case-insensitively. `mail`: the user's address, if it is
 * known and differs from the sign-in name.
 */
export function findOwnMailboxProblem({ username, id }: AccountIdentity, sharedMailbox: string, mail?: string): string | undefined {
  const mailbox = sharedMailbox.trim().toLowerCase();
  if (![username, id, mail].some((own) => own?.toLowerCase() === mailbox)) return undefined;
  return "sharedMailbox is the signed-in user's own mailbox. Remove it: your own mailbox needs no sharing, and Microsoft does not grant the shared permissions for it.";
}
