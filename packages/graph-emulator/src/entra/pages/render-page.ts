import { type HtmlText, html } from "./html-text.ts";
import { pageStyle } from "./page-style.ts";

/** Renders a complete page without script. */
export function renderPage(title: string, body: HtmlText, status = 200): Response {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<p class="brand">Entra ID emulator</p>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
  const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", "x-frame-options": "DENY" };
  return new Response(document.text, { status, headers });
}
