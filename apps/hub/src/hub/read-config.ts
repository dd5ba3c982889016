import { CasementError } from "@casement/core";
import { type CasementConfig, formatProblem, loadConfig, type PluginSources } from "@casement/host/config";
import { firstPartyLoaders } from "../plugins/first-party-packages.ts";
import { importPackage } from "../plugins/import-package.ts";
import type { CommandIo } from "../terminal/command-io.ts";

export const pluginSources: PluginSources = { known: firstPartyLoaders, importPackage };

/**
 * Reads and checks the configuration. Prints warnings to standard error.
 * @throws CasementError `config-invalid` with every error, `config-missing` unless it `mayBeEmpty`
 */
export async function readConfig(file: string, io: CommandIo, mayBeEmpty = false): Promise<CasementConfig> {
  const { config, problems } = await loadConfig({ file, cwd: io.cwd, env: io.env, plugins: pluginSources, mayBeEmpty });
  const errors = problems.filter(({ severity }) => severity === "error");
  if (config) {
    for (const problem of problems) io.warn(`Warning: ${formatProblem(problem)}`);
    return config;
  }
  const count = errors.length === 1 ? "an error" : `${errors.length} errors`;
  throw new CasementError(
    "config-invalid",
    `The configuration has ${count}:\n${errors.map((problem) => `  ${formatProblem(problem)}`).join("\n")}`,
    {
      details: { problems },
    },
  );
}
