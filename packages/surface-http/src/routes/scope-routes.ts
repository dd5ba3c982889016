import { adminConsentUrl, type ScopeReport, scopesAz, scopesManifest, scopesMarkdown, scopesTable } from "@casement/core";
import type { AccountHandle } from "@casement/host";
import { refTo } from "../openapi/component-schemas.ts";
import { textSchema } from "../openapi/schema-builders.ts";
import { invalidInput } from "../request-fields.ts";
import type { Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";
import { needsAdministrator } from "../setup/setup-features.ts";

const formats = ["json", "table", "markdown", "manifest", "az", "admin-consent-url"] as const;

type ReportFormatter = (account: AccountHandle, report: ScopeReport, redirectUri?: string) => string | Promise<string>;

export function createScopeRoutes({ host, origins, browserUrl }: RouteContext): Route[] {
  // An administrator uses another machine, where localhost does not lead to the hub.
  const publicRedirectUri = origins.redirectUri.startsWith("https:") ? origins.redirectUri : undefined;

  async function consentUrlOf({ options }: AccountHandle, scopes: readonly string[], redirectUri = publicRedirectUri): Promise<string> {
    const { authorityOf } = await import("@casement/host/config");
    const { clientId, accountType, cloud } = options;
    const { url, graph: graphOrigin } = authorityOf(accountType, cloud);
    const urlOrCommand = adminConsentUrl({ clientId, accountType, scopes, redirectUri, loginOrigin: new URL(url).origin, graphOrigin });
    return URL.canParse(urlOrCommand) ? browserUrl(urlOrCommand) : urlOrCommand;
  }
  const formatters: Readonly<Record<string, ReportFormatter>> = {
    table: (_, report) => scopesTable([report]),
    markdown: (_, report) => scopesMarkdown([report]),
    manifest: (_, report) => scopesManifest(report.signIn.full),
    az: ({ options }, report) => scopesAz(options.clientId, report.signIn.full),
    "admin-consent-url": (account, report, redirectUri) => consentUrlOf(account, report.signIn.full, redirectUri),
  };
  return [
    {
      method: "GET",
      path: "/api/v1/accounts/{account}/scopes",
      access: "read",
      operationId: "getScopes",
      summary: "Shows which plugin requests which permission and why, what was granted, and what is off",
      query: {
        format: {
          description: "The format of the report. All formats except `json` are text.",
          schema: { type: "string", enum: formats, default: "json" },
        },
        redirectUri: {
          description: "For `admin-consent-url`: the address to which Microsoft sends the administrator's browser.",
          schema: textSchema,
        },
      },
      response: {
        status: 200,
        description: "The permissions.",
        content: { "application/json": refTo("ScopeReport"), "text/plain": textSchema },
      },
      async handle({ param, query }) {
        const account = host.account(param("account"));
        const format = query("format") ?? "json";
        if (!formats.some((known) => known === format)) throw invalidInput("format", `must be one of ${formats.join(", ")}`);
        const report = account.scopes();
        const formatter = formatters[format];
        if (!formatter) return Response.json({ ...report, contributions: report.contributions.map(addAdminConsent) });
        return new Response(`${await formatter(account, report, query("redirectUri"))}\n`, {
          headers: { "content-type": "text/plain; charset=utf-8" },
        });
      },
    },
  ];
}

/** Adds whether only an administrator can consent in a work tenant. */
const addAdminConsent = (contribution: ScopeReport["contributions"][number]) => ({
  ...contribution,
  adminConsent: needsAdministrator(contribution.scope),
});
