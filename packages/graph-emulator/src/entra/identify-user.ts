import type { AppRegistration, User } from "../directory.ts";
import { type Authority, admitsAccount, createAccountError } from "./authority.ts";
import { createEntraError } from "./entra-error.ts";
import type { EntraContext, BrowserSession } from "./entra-context.ts";

export const promptValues = ["none", "login", "consent", "select_account"] as const;
export type PromptValue = (typeof promptValues)[number];

/** Which person the app wants to see. */
export interface IdentityRequest {
  readonly authority: Authority;
  readonly app: AppRegistration;
  readonly prompt: PromptValue | undefined;
  readonly loginHint: string | undefined;
  /** `consumers`, `organizations` or a domain. */
  readonly domainHint: string | undefined;
}

/** What the person did about it on the page before. */
export type IdentityAction =
  | { kind: "arrive" }
  | { kind: "choose"; userId: string }
  | { kind: "another" }
  | { kind: "sign-in"; userName: string; password: string };

/** The page that asks who it is. `offers`: accounts that one click signs in. */
export type IdentityPage =
  | { kind: "choose"; users: readonly User[] }
  | { kind: "sign-in"; userName: string; offers: readonly User[]; problem?: string };

export interface IdentifiedUser {
  kind: "known";
  user: User;
  signedInAt: Date;
}

/** Who it is, or the page that asks. Throws `Refusal`: for an account that may not use the app here, and where no page may be shown. */
export function identifyUser(context: EntraContext, ask: IdentityRequest, act: IdentityAction, session: BrowserSession): IdentityPage | IdentifiedUser {
  const { directory, clock } = context;
  const { prompt, loginHint } = ask;
  const welcome = (user: User) => admitsAccount(ask.authority, ask.app, user, ask.domainHint);
  const signInPage = (userName = "", problem?: string): IdentityPage => {
    const offers = directory.users().filter((user) => welcome(user) && user.password === undefined);
    return { kind: "sign-in", userName, offers, ...(problem !== undefined && { problem }) };
  };
  const known = (user: User | undefined): IdentityPage | IdentifiedUser => {
    const signedIn = user && session.users.get(user.id);
    if (!user || !signedIn) return signInPage(user?.userPrincipalName);
    if (!welcome(user)) throw createAccountError(ask.authority, ask.app, user, directory);
    return { kind: "known", user, signedInAt: signedIn };
  };

  switch (act.kind) {
    case "another":
      return signInPage();
    case "choose":
      return known(directory.user(act.userId));
    case "sign-in": {
      const user = directory.user(act.userName.trim());
      if (!user) return signInPage(act.userName, createEntraError(50034, { user: act.userName }).message);
      if (user.password !== undefined && user.password !== act.password) return signInPage(act.userName, createEntraError(50126).message);
      session.users.set(user.id, clock.now());
      return known(user);
    }
  }

  const present = directory.users().filter((user) => session.users.has(user.id) && welcome(user));
  const hinted = loginHint === undefined ? undefined : directory.user(loginHint);
  const candidates = loginHint === undefined ? present : present.filter((user) => user === hinted);
  if (prompt === "none") {
    if (candidates.length !== 1) throw createEntraError(candidates.length === 0 ? 50058 : 16000);
    return known(candidates[0]);
  }
  if (prompt === "login" || present.length === 0) return signInPage(loginHint);
  if (prompt === "select_account" || candidates.length > 1) return { kind: "choose", users: present };
  return candidates.length === 1 ? known(candidates[0]) : signInPage(loginHint);
}
