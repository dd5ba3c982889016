import { html } from "./html-text.ts";
import { renderPage } from "./render-page.ts";

export function renderTextPage(title: string, text: string, status = 200): Response {
  return renderPage(title, html`<p>${text}</p>`, status);
}

/** Renders an error that must not be redirected. `retryUrl` is where to try another account. */
export function renderErrorPage(description: string, retryUrl?: string): Response {
  return renderPage(
    "We're having trouble signing you in",
    html`<p class="bad" role="alert">${description.split("\r\n").map((line) => html`${line}<br>`)}</p>
${retryUrl !== undefined && html`<p><a href="${retryUrl}">Sign in with another account</a></p>`}`,
    400,
  );
}

/** Renders the form for `response_mode=form_post`. It needs one more click, because the pages have no script. */
export function renderFormPostPage(action: string, fields: Record<string, string>): Response {
  const inputs = Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
  return renderPage(
    "Back to the application",
    html`<form method="post" action="${action}">${inputs}<div class="buttons"><button class="first" autofocus>Continue</button></div></form>`,
  );
}

export function renderDeviceCodePage(problem?: string): Response {
  return renderPage(
    "Enter code",
    html`<p>Enter the code that is shown on your app or device.</p>
${problem !== undefined && html`<p class="bad" role="alert">${problem}</p>`}
<form method="post">
<label>Code<input type="text" name="otc" autocomplete="off" autocapitalize="characters" spellcheck="false" required autofocus></label>
<div class="buttons"><button class="first">Next</button></div>
</form>`,
  );
}
