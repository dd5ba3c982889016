/** The page at `/`: lists what the emulator serves and how to try it. */
export function createIndexPage(controlGroups: readonly string[]): Response {
  const groups = controlGroups.map((name) => `<li><code>/_control/${name}/…</code></li>`).join("");
  const html = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Graph emulator</title>
<style>body{font:16px/1.5 system-ui;max-width:44rem;margin:3rem auto;padding:0 1rem}code{background:#8882;padding:.1em .3em}</style>
<h1>Graph emulator</h1>
<p>Microsoft Graph v1.0 and Entra ID on this machine, with made-up data.</p>
<ul><li>Graph: <code>/v1.0/me</code></li>
<li>Sign-in: <code>/{tenant}/oauth2/v2.0/authorize</code>, <code>/devicecode</code>, <code>/token</code>; enter device codes at <a href="/devicelogin">/devicelogin</a>; administrators review requests at <code>/{tenant}/admin-consent-requests</code></li>
<li>Control: <a href="/_control">/_control</a> lists every function</li></ul>
<h2>Control groups</h2><ul>${groups}</ul></html>`;
  return new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}
