import type { User } from "../../directory.ts";
import { type HtmlText, html } from "./html-text.ts";
import { renderPage } from "./render-page.ts";

const maxOffers = 12;

/**
 * Renders fields for user name and password, and a button for each account that needs no password. Forms are posted to the page's own URL.
 */
export function renderSignInPage(options: {
  app: string;
  userName: string;
  offers: readonly User[];
  problem?: string | undefined;
}): Response {
  const offers = options.offers.slice(0, maxOffers);
  return renderPage(
    "Sign in",
    html`<p>to continue to <strong>${options.app}</strong></p>
${options.problem !== undefined && html`<p class="bad" role="alert">${options.problem}</p>`}
<form method="post">
<input type="hidden" name="step" value="sign-in">
<label>Email address<input type="text" name="username" value="${options.userName}" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus></label>
<label>Password <span class="soft">(leave empty if the account has none)</span><input type="password" name="password" autocomplete="current-password"></label>
<div class="buttons"><button class="first">Sign in</button></div>
</form>
${offers.length > 0 && html`<h2>Accounts of this emulator</h2>${offers.map((user) => renderAccountButton("sign-in", "username", user.userPrincipalName, user))}`}`,
  );
}

/** Renders the accounts that have signed in with this browser. */
export function renderChooseAccountPage(options: { app: string; users: readonly User[] }): Response {
  return renderPage(
    "Pick an account",
    html`<p>to continue to <strong>${options.app}</strong></p>
${options.users.map((user) => renderAccountButton("choose", "user", user.id, user))}
<form method="post"><input type="hidden" name="step" value="another"><button class="account">Use another account</button></form>`,
  );
}

function renderAccountButton(step: string, field: string, value: string, user: User): HtmlText {
  return html`<form method="post"><input type="hidden" name="step" value="${step}"><input type="hidden" name="${field}" value="${value}">
<button class="account">${user.displayName}<br><span class="soft">${user.userPrincipalName}</span></button></form>`;
}
