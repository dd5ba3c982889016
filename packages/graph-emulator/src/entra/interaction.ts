import type { User } from "../directory.ts";
import { requestAdminConsent, takesAdminConsentRequests } from "./admin-consent-requests.ts";
import { checkAppEnabled } from "./authority.ts";
import { needsVerification } from "./conditional-access.ts";
import { type ConsentDecision, type ConsentQuestion, consentQuestionOf, recordConsent } from "./consent.ts";
import type { BrowserSession, EntraContext } from "./entra-context.ts";
import { createEntraError } from "./entra-error.ts";
import { type IdentityAction, type IdentityPage, type IdentityRequest, identifyUser } from "./identify-user.ts";
import type { RequestedScopes } from "./requested-scopes.ts";

/** A request of an app to sign in a user. */
export interface SignInRequest extends IdentityRequest {
  readonly requested: RequestedScopes;
  readonly viaDeviceCode: boolean;
}

/** What the user did on the previous page. */
export type SignInAction =
  | IdentityAction
  | { kind: "decide"; userId: string; decision: ConsentDecision }
  | { kind: "verify"; userId: string }
  | { kind: "confirm"; userId: string }
  | { kind: "request-approval"; userId: string; justification: string };

/** The next page. `approval-required` has a form to request an administrator's consent, in contrast to `need-admin`. */
export type InteractionPage =
  | IdentityPage
  | { kind: "verify"; user: User }
  | { kind: "confirm"; user: User }
  | { kind: "consent" | "need-admin" | "approval-required" | "approval-requested"; user: User; question: ConsentQuestion };
export type InteractionStep = InteractionPage | { kind: "done"; user: User; signedInAt: Date; mfa: boolean };

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
  checkAppEnabled(request.app, user, context.directory);
  if (action.kind === "verify") session.verified.add(user.id);
  const { prompt, viaDeviceCode } = request;
  if (needsVerification(context, { user, session, viaDeviceCode, silent: prompt === "none" })) return { kind: "verify", user };
  if (viaDeviceCode && !hasConfirmed(action)) return { kind: "confirm", user };
  if (viaDeviceCode && action.kind === "decide" && action.decision === "cancel") throw createEntraError(65004);
  const question = consentQuestionOf(context, {
    user,
    app: request.app,
    requested: request.requested,
    again: request.prompt === "consent",
  });
  if (question.scopes.length > 0) {
    if (request.prompt === "none") throw createEntraError(65001, { app: request.app.clientId, name: request.app.name }, "consent_required");
    const canRequest = takesAdminConsentRequests(context, user);
    const page = question.adminOnly.length === 0 ? "consent" : canRequest ? "approval-required" : "need-admin";
    if (page === "approval-required" && action.kind === "request-approval") {
      requestAdminConsent(context, { user, app: request.app, scopes: question.scopes, justification: action.justification });
      return { kind: "approval-requested", user, question };
    }
    if (action.kind !== "decide") return { kind: page, user, question };
    if (page !== "consent") throw createEntraError(page === "need-admin" ? 90094 : 90095, { name: request.app.name });
    if (action.decision === "cancel") throw createEntraError(65004);
    recordConsent(context, user, request.app, question.scopes, action.decision);
  }
  return { kind: "done", user, signedInAt, mfa: session.verified.has(user.id) };
}

/** The pages after the one that asks whether the user means this app (AADSTS50199). */
const hasConfirmed = ({ kind }: SignInAction): boolean => kind === "confirm" || kind === "decide" || kind === "request-approval";

/** The user who decides was chosen on a previous page. */
export function identityActionOf(action: SignInAction): IdentityAction {
  switch (action.kind) {
    case "verify":
    case "confirm":
    case "decide":
    case "request-approval":
      return { kind: "choose", userId: action.userId };
    default:
      return action;
  }
}
