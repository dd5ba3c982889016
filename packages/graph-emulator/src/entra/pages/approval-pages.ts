import type { User } from "../../directory.ts";
import type { AdminConsentRequest } from "../admin-consent-requests.ts";
import type { PermissionLookup } from "../permission-lookup.ts";
import { type RequestedConsent, renderDecisionFields, renderScopeList } from "./consent-page.ts";
import { html } from "./html-text.ts";
import { renderPage } from "./render-page.ts";

/** Renders the page on which a user requests an administrator's consent (AADSTS90095). */
export function renderApprovalRequiredPage(consent: RequestedConsent): Response {
  return renderPage(
    "Approval required",
    html`<p class="soft">${consent.user.userPrincipalName}</p>
<p><strong>${consent.app}</strong></p>
<p>This app requires your admin's approval to:</p>
${renderScopeList(consent)}
<p class="soft">AADSTS90095</p>
<form method="post"><input type="hidden" name="step" value="request-approval"><input type="hidden" name="user" value="${consent.user.id}">
<label>Enter justification for requesting this app<input type="text" name="justification" required></label>
<div class="buttons"><button class="first">Request approval</button></div></form>
<form method="post"><input type="hidden" name="step" value="another"><button class="account">Sign in with another account</button></form>
<form method="post">${renderDecisionFields(consent.user)}<button class="account" name="decision" value="cancel">Return to the application without requesting approval</button></form>`,
    403,
  );
}

/** Renders the page after a request was sent. The app is told nothing until the user returns. */
export function renderApprovalRequestedPage(consent: Omit<RequestedConsent, "scopes">): Response {
  return renderPage(
    "Request sent",
    html`<p class="soft">${consent.user.userPrincipalName}</p>
<p>Your admin has been notified of your request for <strong>${consent.app}</strong>. You can use the app when they have approved it.</p>
<form method="post">${renderDecisionFields(consent.user)}<button class="account" name="decision" value="cancel">Return to the application</button></form>`,
  );
}

/** Renders the page for somebody who is signed in and is no administrator. */
export function renderNoAccessPage(): Response {
  return renderPage(
    "No access",
    html`<p>Only an administrator can review admin consent requests. Sign in as one.</p>
<form method="post"><input type="hidden" name="step" value="another"><button class="account">Sign in with another account</button></form>`,
    403,
  );
}

/** Renders the requests of a tenant, with buttons for those that are pending. */
export function renderReviewPage(review: {
  user: User;
  requests: readonly AdminConsentRequest[];
  permissions: PermissionLookup;
  problem: string | undefined;
}): Response {
  const { user, requests, permissions, problem } = review;
  return renderPage(
    "Admin consent requests",
    html`<p class="soft">${user.userPrincipalName}</p>
${problem !== undefined && html`<p class="bad" role="alert">${problem}</p>`}
${requests.length === 0 && html`<p>There are no requests.</p>`}
${requests.map(
  (request) => html`<h2>${request.appName}</h2>
<p class="soft">${request.clientId}, ${request.status}${request.decidedBy !== undefined && ` by ${request.decidedBy}`}</p>
${renderScopeList({ scopes: request.scopes, permissions })}
${request.requestedBy.map(({ user: name, justification }) => html`<p>${name}: ${justification}</p>`)}
${
  request.status === "pending" &&
  html`<form method="post"><input type="hidden" name="step" value="choose"><input type="hidden" name="user" value="${user.id}"><input type="hidden" name="request" value="${request.id}">
<label>Justification <span class="soft">(required to deny or block)</span><input type="text" name="reply"></label>
<div class="buttons"><button name="decision" value="block">Block</button><button name="decision" value="deny">Deny</button><button class="first" name="decision" value="approve">Approve for all users</button></div></form>`
}`,
)}`,
  );
}
