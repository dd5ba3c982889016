import type { User } from "../../directory.ts";
import { html } from "./html-text.ts";
import { renderPage } from "./render-page.ts";

/** Renders the page that asks for multi-factor authentication. The emulator's users always have their phone. */
export function renderVerifyPage(user: User): Response {
  return renderPage(
    "Approve sign in request",
    html`<p class="soft">${user.userPrincipalName}</p>
<p>Your organization requires additional verification.</p>
<form method="post"><input type="hidden" name="step" value="verify"><input type="hidden" name="user" value="${user.id}">
<div class="buttons"><button class="first" autofocus>Approve</button></div></form>`,
  );
}

/** Renders the page that asks the user of a device code whether it came from this app (AADSTS50199). */
export function renderConfirmAppPage(app: string, user: User): Response {
  return renderPage(
    `Are you trying to sign in to ${app}?`,
    html`<p class="soft">${user.userPrincipalName}</p>
<p>Only continue if you downloaded the app from a store or website that you trust.</p>
<form method="post"><input type="hidden" name="user" value="${user.id}">
<div class="buttons"><button name="step" value="decide">Cancel</button><button class="first" name="step" value="confirm" autofocus>Continue</button></div></form>`,
  );
}

/** Renders the page of a sign-in that a conditional access policy blocks. The app is not told. */
export function renderBlockedPage(code: number): Response {
  return renderPage(
    "You don't have access to this",
    html`<p class="bad" role="alert">Your sign-in was successful but does not meet the criteria to access this resource. For example, you might be signing in from a browser, app, location, or an authentication flow that is restricted by your admin.</p>
<p class="soft">Error Code: ${code}</p>`,
    403,
  );
}
