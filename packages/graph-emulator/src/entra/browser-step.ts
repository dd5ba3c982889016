import type { AppRegistration } from "../directory.ts";
import { mayConsentForOrganization } from "./consent.ts";
import type { Act, StepPage } from "./interact.ts";
import { consentPage, needAdminPage } from "./pages/consent-page.ts";
import { chooseAccountPage, signInPage } from "./pages/sign-in-page.ts";
import type { EntraContext } from "./state.ts";

/** What a form of our pages says that the person did. */
export function actOf(form: ReadonlyMap<string, string>): Act {
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

/** The page that asks for the next step. */
export function stepPage(context: EntraContext, app: AppRegistration, step: StepPage): Response {
  if (step.kind === "choose") return chooseAccountPage({ app: app.name, users: step.users });
  if (step.kind === "sign-in") return signInPage({ ...step, app: app.name });
  const { user, question } = step;
  const consent = { app: app.name, user, permissions: context.permissions };
  if (step.kind === "need-admin") return needAdminPage({ ...consent, ...question });
  return consentPage({ ...consent, scopes: question.scopes, organization: mayConsentForOrganization(user) ? "choice" : "never" });
}
