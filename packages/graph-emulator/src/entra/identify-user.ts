import type { AppRegistration, User } from "../directory.ts";
import { type Authority, accountAt, admitsAccount, createAccountError } from "./authority.ts";
import type { BrowserSession, EntraContext } from "./entra-context.ts";
import { createEntraError } from "./entra-error.ts";

export const promptValues = ["none", "login", "consent", "select_account"] as const;
export type PromptValue = (typeof promptValues)[number];

/** A request to identify a user for an app. */
export interface IdentityRequest {
  readonly authority: Authority;
  readonly app: AppRegistration;
  readonly prompt: PromptValue | undefined;
  readonly loginHint: string | undefined;
  /** `consumers`, `organizations`, or a domain. */
  readonly domainHint: string | undefined;
}

/** What the user did on the previous page. */
export type IdentityAction =
  | { kind: "arrive" }
  | { kind: "choose"; userId: string }
  | { kind: "another" }
  | { kind: "sign-in"; userName: string; password: string };

/** A page that asks for the user. `offers` are accounts that can sign in with one click. */
export type IdentityPage =
  | { kind: "choose"; users: readonly User[] }
  | { kind: "sign-in"; userName: string; offers: readonly User[]; problem?: string };

export interface IdentifiedUser {
  kind: "known";
  user: User;
  signedInAt: Date;
}

/**
 * Returns the user, or the page that asks for one.
 *
 * @throws EntraError for an account that may not use the app here, or if a page is needed but not allowed.
 */
export function identifyUser(
  context: EntraContext,
  request: IdentityRequest,
  action: IdentityAction,
  session: BrowserSession,
): IdentityPage | IdentifiedUser {
  const { directory, clock } = context;
  const { prompt, loginHint } = request;
  const isAdmitted = (user: User) => admitsAccount(request.authority, request.app, user, request.domainHint);
  const signInPage = (userName = "", problem?: string): IdentityPage => {
    const offers = directory.users().filter((user) => isAdmitted(user) && user.password === undefined);
    return { kind: "sign-in", userName, offers, ...(problem !== undefined && { problem }) };
  };
  const identifiedOrPage = (user: User | undefined): IdentityPage | IdentifiedUser => {
    const signedInAt = user && session.users.get(user.id);
    if (!user || !signedInAt) return signInPage(user?.userPrincipalName);
    if (!isAdmitted(user)) throw createAccountError(request.authority, request.app, user, directory);
    return { kind: "known", user, signedInAt: signedInAt };
  };

  switch (action.kind) {
    case "another":
      return signInPage();
    case "choose":
      return identifiedOrPage(directory.user(action.userId));
    case "sign-in": {
      const named = directory.user(action.userName.trim());
      if (!named) return signInPage(action.userName, createEntraError(50034, { user: action.userName }).message);
      if (named.password !== undefined && named.password !== action.password)
        return signInPage(action.userName, createEntraError(50126).message);
      const user = accountAt(request.authority, named, directory);
      session.users.set(user.id, clock.now());
      return identifiedOrPage(user);
    }
  }

  const signedInUsers = directory.users().filter((user) => session.users.has(user.id) && isAdmitted(user));
  const named = loginHint === undefined ? undefined : directory.user(loginHint);
  const hintedUser = named && accountAt(request.authority, named, directory);
  const candidates = loginHint === undefined ? signedInUsers : signedInUsers.filter((user) => user === hintedUser);
  if (prompt === "none") {
    if (candidates.length !== 1) throw createEntraError(candidates.length === 0 ? 50058 : 16000);
    return identifiedOrPage(candidates[0]);
  }
  if (prompt === "login" || signedInUsers.length === 0) return signInPage(loginHint);
  if (prompt === "select_account" || candidates.length > 1) return { kind: "choose", users: signedInUsers };
  return candidates.length === 1 ? identifiedOrPage(candidates[0]) : signInPage(loginHint);
}
