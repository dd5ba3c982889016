import type { User } from "../directory.ts";
import { type ConsentDecision, type ConsentQuestion, consentQuestionOf, recordConsent } from "./consent.ts";
import type { BrowserSession, EntraContext } from "./entra-context.ts";
import { createEntraError } from "./entra-error.ts";
import { type IdentityAction, type IdentityPage, type IdentityRequest, identifyUser } from "./identify-user.ts";
import type { RequestedScopes } from "./requested-scopes.ts";

/** A request of an app to sign in a user. */
export interface SignInRequest extends IdentityRequest {
  readonly requested: RequestedScopes;
}

/** What the user did on the previous page. */
export type SignInAction = IdentityAction | { kind: "decide"; userId: string; decision: ConsentDecision };

/** The next page. */
export type InteractionPage = IdentityPage | { kind: "consent" | "need-admin"; user: User; question: ConsentQuestion };
export type InteractionStep = InteractionPage | { kind: "done"; user: User; signedInAt: Date };

/**
 * Runs one step of sign-in and consent, for the authorize page, the device page, and the control interface.
 *
 * @throws EntraError when the sign-in is refused.
 */
export function runInteraction(
  context: EntraContext,
  request: SignInRequest,
  action: SignInAction,
  session: BrowserSession,
): InteractionStep {
  const identity = identifyUser(context, request, identityActionOf(action), session);
  if (identity.kind !== "known") return identity;
  const { user, signedInAt } = identity;
  const question = consentQuestionOf(context, {
    user,
    app: request.app,
    requested: request.requested,
    again: request.prompt === "consent",
  });
  if (question.scopes.length > 0) {
    if (request.prompt === "none") throw createEntraError(65001, { app: request.app.clientId, name: request.app.name }, "consent_required");
    const blocked = question.adminOnly.length > 0;
    if (action.kind !== "decide") return { kind: blocked ? "need-admin" : "consent", user, question };
    if (blocked) throw createEntraError(90094, { name: request.app.name });
    if (action.decision === "cancel") throw createEntraError(65004);
    recordConsent(context, user, request.app, question.scopes, action.decision);
  }
  return { kind: "done", user, signedInAt: signedInAt };
}

/** The user who decides was chosen on a previous page. */
export function identityActionOf(action: SignInAction): IdentityAction {
  return action.kind === "decide" ? { kind: "choose", userId: action.userId } : action;
}
