import { adminConsentUrl, type ScopeReport, scopesAz, scopesManifest, scopesMarkdown, scopesTable } from "@casement/core";
import type { AccountHandle } from "@casement/host";
import { wrong } from "../fields.ts";
import { ref, text } from "../openapi/schemas.ts";
import type { Route } from "../route.ts";
import { needsAdministrator } from "../set-up/features.ts";
import type { Surface } from "../surface.ts";

const formats = ["json", "table", "markdown", "manifest", "az", "admin-consent-url"] as const;

/** Who asks for which permission, in the form that is wanted. */
export function scopeRoutes({ host, origins, browserUrl }: Surface): Route[] {
  // An administrator sits elsewhere, where localhost leads to nothing.
  const reachable = origins.redirectUri.startsWith("https:") ? origins.redirectUri : undefined;

  async function consentUrl({ options }: AccountHandle, scopes: readonly string[], redirectUri = reachable): Promise<string> {
    const { authorityOf } = await import("@casement/host/config");
    const { clientId, accountType, cloud } = options;
    const { url, graph: graphOrigin } = authorityOf(accountType, cloud);
    const answer = adminConsentUrl({ clientId, accountType, scopes, redirectUri, loginOrigin: new URL(url).origin, graphOrigin });
    return URL.canParse(answer) ? browserUrl(answer) : answer;
  }
  const asText: Readonly<Record<string, (account: AccountHandle, report: ScopeReport, redirectUri?: string) => string | Promise<string>>> =
    {
      table: (_, report) => scopesTable([report]),
      markdown: (_, report) => scopesMarkdown([report]),
      manifest: (_, report) => scopesManifest(report.signIn.full),
      az: ({ options }, report) => scopesAz(options.clientId, report.signIn.full),
      "admin-consent-url": (account, report, redirectUri) => consentUrl(account, report.signIn.full, redirectUri),
    };
  return [
    {
      method: "GET",
      path: "/api/v1/accounts/{account}/scopes",
      access: "read",
      id: "getScopes",
      summary: "Who asks for which permission and why, what was granted, and what is off",
      query: {
        format: { description: "Other than JSON: as text.", schema: { type: "string", enum: formats, default: "json" } },
        redirectUri: { description: "Where the administrator's browser ends, for `admin-consent-url`.", schema: text },
      },
      answer: { status: 200, description: "The permissions.", content: { "application/json": ref("ScopeReport"), "text/plain": text } },
      async handle({ param, query }) {
        const account = host.account(param("account"));
        const format = query("format") ?? "json";
        if (!formats.some((known) => known === format)) throw wrong("format", `must be one of ${formats.join(", ")}`);
        const report = account.scopes();
        const render = asText[format];
        if (!render) return Response.json({ ...report, contributions: report.contributions.map(withConsent) });
        return new Response(`${await render(account, report, query("redirectUri"))}\n`, {
          headers: { "content-type": "text/plain; charset=utf-8" },
        });
      },
    },
  ];
}

/** Whether Microsoft lets only an administrator consent to it in a work tenant. */
const withConsent = (contribution: ScopeReport["contributions"][number]) => ({
  ...contribution,
  adminConsent: needsAdministrator(contribution.scope),
});
