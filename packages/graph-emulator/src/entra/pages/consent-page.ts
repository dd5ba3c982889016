import type { User } from "../../directory.ts";
import type { PermissionLookup } from "../permission-lookup.ts";
import { type HtmlText, html } from "./html-text.ts";
import { renderPage } from "./render-page.ts";

/** An app that asks a user for permissions. */
export interface RequestedConsent {
  app: string;
  user: User;
  scopes: readonly string[];
  permissions: PermissionLookup;
}

/**
 * Renders the consent page for all requested permissions. `organization`: whether consent for all users is not offered, optional, or the
 * only choice.
 */
export function renderConsentPage(consent: RequestedConsent & { organization: "never" | "choice" | "always" }): Response {
  const box = html`<label><input type="checkbox" name="organization" value="yes"> Consent on behalf of your organization</label>`;
  return renderPage(
    consent.organization === "always" ? "Permissions requested for your organization" : "Permissions requested",
    html`<p class="soft">${consent.user.userPrincipalName}</p>
<p><strong>${consent.app}</strong> would like to:</p>
${renderScopeList(consent)}
<p>Accepting means that the app may use your data as listed until you take the consent back.</p>
<form method="post">
${renderDecisionFields(consent.user)}
${consent.organization === "choice" && box}
<div class="buttons"><button name="decision" value="cancel">Cancel</button><button class="first" name="decision" value="accept">Accept</button></div>
</form>`,
  );
}

/** Renders the page that tells a user to ask an administrator (AADSTS90094). */
export function renderNeedAdminPage(consent: RequestedConsent & { adminOnly: readonly string[] }): Response {
  return renderPage(
    "Need admin approval",
    html`<p class="soft">${consent.user.userPrincipalName}</p>
<p><strong>${consent.app}</strong> needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant permission to this app before you can use it.</p>
${renderScopeList({ ...consent, scopes: consent.adminOnly })}
<p class="soft">AADSTS90094</p>
<form method="post"><input type="hidden" name="step" value="another"><button class="account">Have an admin account? Sign in with that account</button></form>
<form method="post">${renderDecisionFields(consent.user)}<button class="account" name="decision" value="cancel">Return to the application without granting consent</button></form>`,
    403,
  );
}

export function renderScopeList({ scopes, permissions }: Pick<RequestedConsent, "scopes" | "permissions">): HtmlText {
  return html`<ul>${scopes.map((scope) => html`<li>${permissions(scope)?.title || scope}<br><code>${scope}</code></li>`)}</ul>`;
}

export function renderDecisionFields(user: User): HtmlText {
  return html`<input type="hidden" name="step" value="decide"><input type="hidden" name="user" value="${user.id}">`;
}
