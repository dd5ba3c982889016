import type { User } from "../directory.ts";
import { type ConsentQuestion, consentQuestionOf, type ConsentDecision, recordConsent } from "./consent.ts";
import { type IdentityAction, type IdentityRequest, type IdentityPage, identifyUser } from "./identify-user.ts";
import { createEntraError } from "./entra-error.ts";
import type { RequestedScopes } from "./requested-scopes.ts";
import type { EntraContext, BrowserSession } from "./entra-context.ts";

/** What an app wants from the person in front of the browser. */
export interface SignInRequest extends IdentityRequest {
  readonly requested: RequestedScopes;
}

/** What the person did on the page before. */
export type SignInAction = IdentityAction | { kind: "decide"; userId: string; decision: ConsentDecision };

/** The page that comes next. */
export type InteractionPage = IdentityPage | { kind: "consent" | "need-admin"; user: User; question: ConsentQuestion };
export type InteractionStep = InteractionPage | { kind: "done"; user: User; signedInAt: Date };

/** One step of sign-in and consent, for the authorize page, the device page and the control interface alike. Throws `Refusal`. */
export function runInteraction(context: EntraContext, ask: SignInRequest, act: SignInAction, session: BrowserSession): InteractionStep {
  const who = identifyUser(context, ask, identityActionOf(act), session);
  if (who.kind !== "known") return who;
  const { user, signedInAt: signedIn } = who;
  const question = consentQuestionOf(context, { user, app: ask.app, requested: ask.requested, again: ask.prompt === "consent" });
  if (question.scopes.length > 0) {
    if (ask.prompt === "none") throw createEntraError(65001, { app: ask.app.clientId, name: ask.app.name }, "consent_required");
    const blocked = question.adminOnly.length > 0;
    if (act.kind !== "decide") return { kind: blocked ? "need-admin" : "consent", user, question };
    if (blocked) throw createEntraError(90094, { name: ask.app.name });
    if (act.decision === "cancel") throw createEntraError(65004);
    recordConsent(context, user, ask.app, question.scopes, act.decision);
  }
  return { kind: "done", user, signedInAt: signedIn };
}

/** Who decides has been chosen on a page before. */
export function identityActionOf(act: SignInAction): IdentityAction {
  return act.kind === "decide" ? { kind: "choose", userId: act.userId } : act;
}
