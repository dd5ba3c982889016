import type { User } from "../directory.ts";
import { type ConsentQuestion, consentQuestion, type Decision, recordConsent } from "./consent.ts";
import { type IdentityAct, type IdentityAsk, type IdentityPage, identify } from "./identify.ts";
import { refusal } from "./refusal.ts";
import type { RequestedScopes } from "./requested-scopes.ts";
import type { EntraContext, Session } from "./state.ts";

/** What an app wants from the person in front of the browser. */
export interface SignInAsk extends IdentityAsk {
  readonly requested: RequestedScopes;
}

/** What the person did on the page before. */
export type Act = IdentityAct | { kind: "decide"; userId: string; decision: Decision };

/** The page that comes next. */
export type StepPage = IdentityPage | { kind: "consent" | "need-admin"; user: User; question: ConsentQuestion };
export type Step = StepPage | { kind: "done"; user: User; signedIn: Date };

/** One step of sign-in and consent, for the authorize page, the device page and the control interface alike. Throws `Refusal`. */
export function interact(context: EntraContext, ask: SignInAsk, act: Act, session: Session): Step {
  const who = identify(context, ask, identityAct(act), session);
  if (who.kind !== "known") return who;
  const { user, signedIn } = who;
  const question = consentQuestion(context, { user, app: ask.app, requested: ask.requested, again: ask.prompt === "consent" });
  if (question.scopes.length > 0) {
    if (ask.prompt === "none") throw refusal(65001, { app: ask.app.clientId, name: ask.app.name }, "consent_required");
    const blocked = question.adminOnly.length > 0;
    if (act.kind !== "decide") return { kind: blocked ? "need-admin" : "consent", user, question };
    if (blocked) throw refusal(90094, { name: ask.app.name });
    if (act.decision === "cancel") throw refusal(65004);
    recordConsent(context, user, ask.app, question.scopes, act.decision);
  }
  return { kind: "done", user, signedIn };
}

/** Who decides has been chosen on a page before. */
export function identityAct(act: Act): IdentityAct {
  return act.kind === "decide" ? { kind: "choose", userId: act.userId } : act;
}
