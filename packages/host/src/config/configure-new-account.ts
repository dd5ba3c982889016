import { CasementError } from "@casement/core";
import type { AccountOptions } from "../api.ts";
import { checkAccounts } from "./check-accounts.ts";
import { checkSchema } from "./check-schema.ts";
import { type ConfigFinding, formatFinding } from "./config-problem.ts";
import { configureAccount } from "./configure-account.ts";
import type { ConfiguredPlugin } from "./configured-plugin.ts";
import { optionsSchema } from "./host-schema.ts";

/**
 * Validates one account that joins others, as `configureHost` validates all of them. Looks only at the account and at the one whose sign-in it
 * uses, so that its cost does not grow with their number.
 * @throws CasementError `config-invalid` with all mistakes, `plugin-invalid` or `plugin-version`
 */
export async function configureNewAccount(
  account: AccountOptions,
  { dataDir, others }: { dataDir: string; others: ReadonlyMap<string, AccountOptions> },
): Promise<readonly ConfiguredPlugin[]> {
  const shape = await checkSchema(optionsSchema, { dataDir, accounts: [account] }, []);
  const hasPlugins = Array.isArray(account?.plugins) && account.plugins.every((entry) => typeof entry === "object" && entry !== null);
  const signInOwner = others.get(String(account?.signIn));
  const related = { accounts: [account, ...(signInOwner ? [signInOwner] : [])] };
  const configured = hasPlugins ? await configureAccount(account, ["accounts", 0]) : { plugins: [], findings: [] };
  const findings: ConfigFinding[] = [...shape.findings, ...checkAccounts(related), ...configured.findings];
  if (others.has(account?.name)) findings.push({ path: ["accounts", 0, "name"], message: "is already the name of another account" });
  if (findings.length === 0) return configured.plugins;
  const texts = findings.map((finding) => formatFinding({ ...finding, path: finding.path.slice(2) }));
  throw new CasementError("config-invalid", `The account ${account?.name} is invalid: ${texts.join("; ")}.`);
}
