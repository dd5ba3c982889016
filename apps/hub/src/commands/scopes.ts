import { writeFile } from "node:fs/promises";
import { extname, resolve } from "node:path";
import {
  adminConsentUrl,
  buildConsentRequest,
  type RequestFormat,
  renderRequest,
  type ScopeReport,
  scopesAz,
  scopesJson,
  scopesManifest,
  scopesMarkdown,
  scopesTable,
} from "@casement/core";
import { addressBelow, authorityOf, type CasementConfig } from "@casement/host/config";
import type { CommandContext } from "../command-context.ts";
import { createEmulatorTransport } from "../hub/emulator-transport.ts";
import { withHubClient } from "../hub/with-hub-client.ts";
import { UsageError } from "../usage-error.ts";

export const scopeFormats = ["table", "json", "markdown", "manifest", "az", "admin-consent-url", "request"] as const;
type ScopeFormat = (typeof scopeFormats)[number];

export interface ScopeOptions {
  readonly account?: string;
  readonly format?: string;
  readonly redirectUri?: string;
  readonly out?: string;
}

const formatOfExtension: Readonly<Record<string, RequestFormat>> = { ".html": "html", ".htm": "html", ".md": "markdown", ".txt": "text" };

/** Prints which permissions are requested, by which plugin and why, in the requested format. */
export async function runScopes(context: CommandContext, options: ScopeOptions): Promise<void> {
  const format = scopeFormatOf(options.format, context.json);
  const fileFormat = options.out === undefined ? undefined : formatOfExtension[extname(options.out).toLowerCase()];
  if (options.out !== undefined && format !== "request") throw new UsageError("--out requires --format request.");
  if (options.out !== undefined && !fileFormat) throw new UsageError("--out needs a file that ends in .html, .md or .txt.");
  const result = await withHubClient(context, async (hub, config) => {
    const accounts = await hub.accounts();
    const names = options.account === undefined ? accounts.map(({ name }) => name) : [options.account];
    const reports = await Promise.all(names.map((name) => hub.scopes(name)));
    if (format !== "request") return renderReports(format, reports, context.io.columns, config, options);
    const users = new Map(accounts.map(({ name, username }) => [name, username]));
    return renderRequests(reports, users, fileFormat ?? "text", registrationsOf(await config()), options);
  });
  if (typeof result === "string") return context.io.print(result);
  if (options.out === undefined) return context.io.print(result.join("\n\n\n"));
  if (result.length > 1) throw new UsageError("The configuration has several work accounts. Choose one with --account.");
  await writeFile(resolve(context.io.cwd, options.out), `${result[0]!}\n`);
  context.io.print(`Wrote the request to ${options.out}. Send it to an administrator of the organization.`);
}

/** One request for each work account. */
function renderRequests(
  reports: readonly ScopeReport[],
  users: ReadonlyMap<string, string | undefined>,
  format: RequestFormat,
  registrations: AppRegistrations,
  options: ScopeOptions,
): readonly string[] {
  const texts = reports
    .filter(({ accountType }) => accountType === "work")
    .map((report) => {
      const registration = registrations(report.account);
      const url = consentUrlOf(report, registration, options);
      const request = {
        report,
        clientId: registration.clientId,
        accountType: registration.accountType,
        user: users.get(report.account),
        adminConsentUrl: URL.canParse(url) ? url : undefined,
        graphOrigin: authorityOf(registration.accountType, registration.cloud).graph,
        date: new Date(),
      };
      return renderRequest(buildConsentRequest(request), format);
    });
  if (texts.length === 0)
    throw new UsageError("There is no work account. A personal account has no administrator: you approve everything yourself.");
  return texts;
}

function scopeFormatOf(format: string | undefined, json: boolean): ScopeFormat {
  if (format === undefined) return json ? "json" : "table";
  const known = scopeFormats.find((each) => each === format);
  if (known) return known;
  throw new UsageError(`--format ${format} is not a known format. Use one of: ${scopeFormats.join(", ")}.`);
}

async function renderReports(
  format: Exclude<ScopeFormat, "request">,
  reports: readonly ScopeReport[],
  columns: number,
  config: () => Promise<CasementConfig>,
  options: ScopeOptions,
): Promise<string> {
  if (format === "table") return scopesTable(reports, columns);
  if (format === "markdown") return scopesMarkdown(reports);
  if (format === "json") return JSON.stringify({ accounts: reports.map(scopesJson) }, undefined, 2);
  if (format === "manifest") return scopesManifest(reports.flatMap(fullScopesOf));
  const registrations = registrationsOf(await config());
  const texts = reports.map((report) => {
    const registration = registrations(report.account);
    return format === "az" ? scopesAz(registration.clientId, fullScopesOf(report)) : consentUrlOf(report, registration, options);
  });
  return [...new Set(texts)].join("\n\n");
}

/** The page for administrators, or a text that says why there is none. */
function consentUrlOf(report: ScopeReport, registration: AppRegistration, options: ScopeOptions): string {
  const { clientId, accountType, cloud, redirectUri, browserUrl } = registration;
  const { url, graph: graphOrigin } = authorityOf(accountType, cloud);
  const text = adminConsentUrl({
    clientId,
    accountType,
    scopes: fullScopesOf(report),
    redirectUri: options.redirectUri ?? redirectUri,
    loginOrigin: new URL(url).origin,
    graphOrigin,
  });
  return browserUrl && URL.canParse(text) ? browserUrl(text) : text;
}

type AppRegistrations = ReturnType<typeof registrationsOf>;
type AppRegistration = ReturnType<AppRegistrations>;

/** The permissions to approve. Includes updates, even if the last sign-in omitted them. */
const fullScopesOf = (report: ScopeReport): readonly string[] => report.signIn.all;

function registrationsOf({ options, http, emulator }: CasementConfig) {
  const browserUrl = emulator === undefined ? undefined : createEmulatorTransport(emulator).browserUrl;
  const redirectUri = http.publicUrl === undefined ? undefined : addressBelow(http.publicUrl, "/auth/callback");
  return (name: string) => ({ ...options.accounts.find((account) => account.name === name)!, redirectUri, browserUrl });
}
