import { dirname } from "node:path";
import { CasementError, createIssue, textOfIssues } from "@casement/core";
import type { DefinedAccount } from "../api.ts";
import { readAccountPlugins } from "./account-plugins.ts";
import { checkAccounts, copySharedRegistration } from "./check-accounts.ts";
import { checkSchema } from "./check-schema.ts";
import type { ConfigFinding } from "./config-problem.ts";
import { keepConfigured } from "./configure-account.ts";
import { type EnvironmentVariables, expandEnvironment } from "./environment.ts";
import { type HostConfig, hostSchema } from "./host-schema.ts";
import type { CasementConfig } from "./load-config.ts";
import { loadPluginCatalog, type PluginSources } from "./plugin-catalog.ts";
import { readSecretFiles } from "./secret-files.ts";

/** An account as an entry of `accounts:` in casement.yaml. */
export type AccountEntryBlock = Readonly<Record<string, unknown>>;

/** Reads accounts whose configuration is elsewhere than in casement.yaml, by the same rules. */
export interface AccountReader {
  /**
   * Replaces `${NAME}` and `{ file: … }` of a new account by what they stand for on this machine.
   * @throws CasementError `input-invalid` with an issue for each that cannot be read
   */
  resolve(block: AccountEntryBlock): Promise<AccountEntryBlock>;
  /**
   * An account for `Host.addAccount`. `signInOwner`: the account whose sign-in it uses, if it uses one.
   * @throws CasementError `input-invalid` with all mistakes as issues, by key
   */
  read(block: AccountEntryBlock, signInOwner?: AccountEntryBlock): Promise<DefinedAccount>;
}

/** `config`: whose packages the accounts may use. @throws CasementError `config-invalid` when one of them cannot be imported */
export async function createAccountReader(
  config: Pick<CasementConfig, "file" | "packages">,
  { plugins, env = process.env }: { plugins: PluginSources; env?: EnvironmentVariables },
): Promise<AccountReader> {
  const folder = dirname(config.file);
  const { catalog, findings } = await loadPluginCatalog(plugins, config.packages, folder);
  if (findings.length > 0)
    throw new CasementError("config-invalid", findings.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
  return {
    async resolve(block) {
      const expanded = expandEnvironment({ accounts: [block] }, env);
      const { value, findings: unreadable } = await readSecretFiles(expanded.value, folder);
      const errors = [...expanded.findings, ...unreadable].filter(({ severity = "error" }) => severity === "error");
      if (errors.length > 0) throw invalidAccount(block, errors, 0);
      return (value as { accounts: [AccountEntryBlock] }).accounts[0];
    },
    async read(block, signInOwner) {
      const at = signInOwner ? 1 : 0;
      const value = copySharedRegistration({ accounts: signInOwner ? [signInOwner, block] : [block] });
      const shape = await checkSchema(hostSchema, value, []);
      const accounts = await readAccountPlugins(value, catalog);
      const all = [...shape.findings, ...checkAccounts(value), ...accounts.findings];
      const own = all.filter(({ path, severity = "error" }) => severity === "error" && path[1] === at);
      if (own.length > 0) throw invalidAccount(block, own, at);
      if (!shape.value)
        throw new CasementError("input-invalid", `The account ${signInOwner?.name}, whose sign-in ${block.name} uses, is invalid.`);
      const { options, configured } = accounts.plugins[at]!;
      // As in `loadConfig`: the types differ only in explicit undefined values.
      const account = { ...(shape.value as HostConfig).accounts[at], plugins: options } as unknown as DefinedAccount;
      keepConfigured(account, configured);
      return account;
    },
  };
}

function invalidAccount({ name }: AccountEntryBlock, findings: readonly ConfigFinding[], at: number): CasementError {
  const issues = findings.map(({ path, message, suggestion, rule, limit }) =>
    createIssue(path.slice(path[1] === at ? 2 : 0), suggestion === undefined ? message : `${message}; did you mean "${suggestion}"?`, {
      ...(rule !== undefined && { rule }),
      ...(limit !== undefined && { limit }),
    }),
  );
  return new CasementError("input-invalid", `The account ${name} is invalid: ${textOfIssues(issues)}.`, { details: { issues } });
}
