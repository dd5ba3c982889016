import {
  adminConsentUrl,
  buildConsentRequest,
  invalidInput,
  type RequestFormat,
  renderRequest,
  type ScopeReport,
  scopesAz,
  scopesManifest,
  scopesMarkdown,
  scopesTable,
} from "@casement/core";
import type { AccountHandle } from "@casement/host";
import type { RequestPlace } from "../addresses/request-place.ts";
import { refTo } from "../openapi/component-schemas.ts";
import { textSchema } from "../openapi/schema-builders.ts";
import { createJsonResponse } from "../responses/json-response.ts";
import type { Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

const formats = [
  "json",
  "table",
  "markdown",
  "manifest",
  "az",
  "admin-consent-url",
  "request",
  "request-markdown",
  "request-html",
] as const;

type ReportFormatter = (account: AccountHandle, report: ScopeReport, redirectUri?: string) => string | Promise<string>;

export function createScopeRoutes({ host, addresses, browserUrl, clock }: RouteContext): Route[] {
  /** An administrator uses another machine, where localhost does not lead to the hub. */
  function publicRedirectUri(place: RequestPlace): string | undefined {
    const uri = addresses.redirectUri(place);
    return uri.startsWith("https:") ? uri : undefined;
  }
  async function consentUrlOf({ options }: AccountHandle, scopes: readonly string[], redirectUri: string | undefined): Promise<string> {
    const { authorityOf } = await import("@casement/host/config");
    const { clientId, accountType, cloud } = options;
    const { url, graph: graphOrigin } = authorityOf(accountType, cloud);
    const urlOrCommand = adminConsentUrl({ clientId, accountType, scopes, redirectUri, loginOrigin: new URL(url).origin, graphOrigin });
    return URL.canParse(urlOrCommand) ? browserUrl(urlOrCommand) : urlOrCommand;
  }
  async function requestOf(account: AccountHandle, report: ScopeReport, format: RequestFormat, redirectUri?: string): Promise<string> {
    const { authorityOf } = await import("@casement/host/config");
    const { clientId, accountType, cloud } = account.options;
    if (report.accountType === "personal") throw invalidInput("format", "must not be a request: a personal account has no administrator");
    const url = await consentUrlOf(account, report.signIn.all, redirectUri);
    const blocks = buildConsentRequest({
      report,
      clientId,
      accountType,
      user: account.status().username,
      adminConsentUrl: URL.canParse(url) ? url : undefined,
      graphOrigin: authorityOf(accountType, cloud).graph,
      date: clock.now(),
    });
    return renderRequest(blocks, format);
  }
  const formatters: Readonly<Record<string, ReportFormatter>> = {
    table: (_, report) => scopesTable([report]),
    markdown: (_, report) => scopesMarkdown([report]),
    manifest: (_, report) => scopesManifest(report.signIn.all),
    az: ({ options }, report) => scopesAz(options.clientId, report.signIn.all),
    "admin-consent-url": (account, report, redirectUri) => consentUrlOf(account, report.signIn.all, redirectUri),
    request: (account, report, redirectUri) => requestOf(account, report, "text", redirectUri),
    "request-markdown": (account, report, redirectUri) => requestOf(account, report, "markdown", redirectUri),
    "request-html": (account, report, redirectUri) => requestOf(account, report, "html", redirectUri),
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
          description:
            "The format of the report. All formats except `json` are text. `request` is a letter to an administrator, also as Markdown and as a page.",
          schema: { type: "string", enum: formats, default: "json" },
        },
        redirectUri: {
          description: "For `admin-consent-url`: the address to which Microsoft sends the administrator's browser.",
          schema: { type: "string", format: "uri", pattern: "^https?://" },
        },
      },
      response: {
        status: 200,
        description: "The permissions.",
        content: { "application/json": refTo("ScopeReport"), "text/plain": textSchema },
      },
      async handle({ param, query, place }) {
        const account = host.account(param("account"));
        const format = query("format") ?? "json";
        const redirectUri = query("redirectUri");
        if (redirectUri !== undefined && !/^https?:\/\//i.test(redirectUri))
          throw invalidInput("redirectUri", "must begin with https:// or http://");
        const report = await account.scopes();
        const formatter = formatters[format];
        if (!formatter) return createJsonResponse(report);
        return new Response(`${await formatter(account, report, redirectUri ?? publicRedirectUri(place))}\n`, {
          headers: { "content-type": "text/plain; charset=utf-8" },
        });
      },
    },
  ];
}
