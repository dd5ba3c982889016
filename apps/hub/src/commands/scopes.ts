import { adminConsentUrl, type ScopeReport, scopesAz, scopesJson, scopesManifest, scopesMarkdown, scopesTable } from "@casement/core";
import { authorityOf } from "@casement/host/config";
import type { CommandContext } from "../command-context.ts";
import { createEmulatorTransport } from "../hub/emulator-transport.ts";
import { withHubClient } from "../hub/with-hub-client.ts";
import { UsageError } from "../usage-error.ts";

export const scopeFormats = ["table", "json", "markdown", "manifest", "az", "admin-consent-url"] as const;
type ScopeFormat = (typeof scopeFormats)[number];

export interface ScopeOptions {
  readonly account?: string;
  readonly format?: string;
  readonly redirectUri?: string;
}

/** Prints which permissions are requested, by which plugin and why, in the requested format. */
export async function runScopes(context: CommandContext, options: ScopeOptions): Promise<void> {
  const format = scopeFormatOf(options.format, context.json);
  const reports = await withHubClient(context, async (hub) => {
    const names = options.account === undefined ? (await hub.accounts()).map(({ name }) => name) : [options.account];
    return Promise.all(names.map((name) => hub.scopes(name)));
  });
  context.io.print(await renderReports(format, reports, context, options));
}

function scopeFormatOf(format: string | undefined, json: boolean): ScopeFormat {
  if (format === undefined) return json ? "json" : "table";
  const known = scopeFormats.find((each) => each === format);
  if (known) return known;
  throw new UsageError(`--format ${format} is not a known format. Use one of: ${scopeFormats.join(", ")}.`);
}

async function renderReports(
  format: ScopeFormat,
  reports: readonly ScopeReport[],
  context: CommandContext,
  options: ScopeOptions,
): Promise<string> {
  if (format === "table") return scopesTable(reports);
  if (format === "markdown") return scopesMarkdown(reports);
  if (format === "json") return JSON.stringify(reports.map(scopesJson), undefined, 2);
  if (format === "manifest") return scopesManifest(reports.flatMap(fullScopesOf));
  const registrations = await registrationsOf(context);
  const texts = reports.map((report) => {
    const { clientId, accountType, cloud, redirectUri, browserUrl } = registrations(report.account);
    const scopes = fullScopesOf(report);
    if (format === "az") return scopesAz(clientId, scopes);
    const { url: login, graph: graphOrigin } = authorityOf(accountType, cloud);
    const loginOrigin = new URL(login).origin;
    const text = adminConsentUrl({
      clientId,
      accountType,
      scopes,
      redirectUri: options.redirectUri ?? redirectUri,
      loginOrigin,
      graphOrigin,
    });
    return browserUrl && URL.canParse(text) ? browserUrl(text) : text;
  });
  return [...new Set(texts)].join("\n\n");
}

/** The permissions to approve. Includes updates, even if the last sign-in omitted them. */
const fullScopesOf = (report: ScopeReport): readonly string[] => report.signIn?.full ?? report.requested;

async function registrationsOf({ io, config: named }: CommandContext) {
  const [{ findConfigLocation: findPlace }, { readConfig }] = await Promise.all([
    import("../hub/config-location.ts"),
    import("../hub/read-config.ts"),
  ]);
  const { options, http, emulator } = await readConfig((await findPlace(named, io)).file, io);
  const browserUrl = emulator === undefined ? undefined : createEmulatorTransport(emulator).browserUrl;
  const redirectUri = http.publicUrl === undefined ? undefined : `${http.publicUrl.replace(/\/$/, "")}/auth/callback`;
  return (name: string) => ({ ...options.accounts.find((account) => account.name === name)!, redirectUri, browserUrl });
}
