import type { AppRegistration } from "../directory.ts";
import { mayConsentForOrganization } from "./consent.ts";
import type { EntraContext } from "./entra-context.ts";
import type { InteractionPage, SignInAction } from "./interaction.ts";
import { renderConfirmAppPage, renderVerifyPage } from "./pages/access-pages.ts";
import { renderApprovalRequestedPage, renderApprovalRequiredPage } from "./pages/approval-pages.ts";
import { renderConsentPage, renderNeedAdminPage } from "./pages/consent-page.ts";
import { renderChooseAccountPage, renderSignInPage } from "./pages/sign-in-page.ts";

/** Reads from a form what the user did. */
export function actionOf(form: ReadonlyMap<string, string>): SignInAction {
  const userId = form.get("user") ?? "";
  switch (form.get("step")) {
    case "choose":
      return { kind: "choose", userId };
    case "another":
      return { kind: "another" };
    case "sign-in":
      return { kind: "sign-in", userName: form.get("username") ?? "", password: form.get("password") ?? "" };
    case "verify":
    case "confirm":
      return { kind: form.get("step") as "verify" | "confirm", userId };
    case "request-approval":
      return { kind: "request-approval", userId, justification: form.get("justification")?.trim() ?? "" };
    case "decide": {
      const accepted = form.get("decision") === "accept";
      return { kind: "decide", userId, decision: accepted ? (form.has("organization") ? "organization" : "accept") : "cancel" };
    }
    default:
      return { kind: "arrive" };
  }
}

/** Renders the page of the next step. */
export function renderStepPage(context: EntraContext, app: AppRegistration, step: InteractionPage): Response {
  if (step.kind === "choose") return renderChooseAccountPage({ app: app.name, users: step.users });
  if (step.kind === "sign-in") return renderSignInPage({ ...step, app: app.name });
  if (step.kind === "verify") return renderVerifyPage(step.user);
  if (step.kind === "confirm") return renderConfirmAppPage(app.name, step.user);
  const { user, question } = step;
  const consent = { app: app.name, user, permissions: context.permissions };
  if (step.kind === "need-admin") return renderNeedAdminPage({ ...consent, ...question });
  if (step.kind === "approval-required") return renderApprovalRequiredPage({ ...consent, ...question });
  if (step.kind === "approval-requested") return renderApprovalRequestedPage(consent);
  return renderConsentPage({ ...consent, scopes: question.scopes, organization: mayConsentForOrganization(user) ? "choice" : "never" });
}
