import type { AppRegistration } from "../directory.ts";
import { mayConsentForOrganization } from "./consent.ts";
import type { EntraContext } from "./entra-context.ts";
import type { InteractionPage, SignInAction } from "./interaction.ts";
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
  const { user, question } = step;
  const consent = { app: app.name, user, permissions: context.permissions };
  if (step.kind === "need-admin") return renderNeedAdminPage({ ...consent, ...question });
  return renderConsentPage({ ...consent, scopes: question.scopes, organization: mayConsentForOrganization(user) ? "choice" : "never" });
}
