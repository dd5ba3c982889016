import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { relative } from "node:path";
import { CasementError } from "@casement/core";
import { type CasementConfig, formatProblem, loadConfig } from "@casement/host/config";
import type { ConfigLocation } from "../hub/config-location.ts";
import { pluginSources } from "../hub/read-config.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { type DoctorCheck, okCheck, problemCheck, warningCheck } from "./doctor-check.ts";

/** Checks the configuration and returns all errors, including missing packages. */
export async function checkConfig(
  { file }: ConfigLocation,
  io: CommandIo,
): Promise<{ config: CasementConfig | undefined; missing?: true; checks: readonly DoctorCheck[] }> {
  const name = relative(io.cwd, file) || file;
  if (!existsSync(file))
    return {
      config: undefined,
      missing: true,
      checks: [
        problemCheck("config", `The file ${name} does not exist.`, "Create it with casement init, or set --config to another file."),
      ],
    };
  try {
    const { config, problems } = await loadConfig({ file, cwd: io.cwd, env: io.env, plugins: pluginSources });
    const findings = problems.map((found) => {
      const text = formatProblem(found);
      const cure = /npm install \S+/.exec(text)?.[0];
      if (found.severity === "warning") return warningCheck("config", text, cure ?? "Fix this when you can.");
      return problemCheck("config", text, cure === undefined ? "Fix this. The hub cannot start until then." : `Run: ${cure}`);
    });
    const valid = config ? [okCheck("config", `${name} is valid: ${summaryOf(config)}.`)] : [];
    return { config, checks: [...valid, ...findings, ...(config ? await checkFileMode(file, name, config) : [])] };
  } catch (error) {
    if (!CasementError.is(error)) throw error;
    return { config: undefined, checks: [problemCheck("config", error.message, "Fix this, or run the command as the owner of the file.")] };
  }
}

function summaryOf({ cluster, options: { accounts } }: CasementConfig): string {
  if (cluster) return "a cluster, whose accounts are in its Redis";
  const plugins = new Set(accounts.flatMap(({ plugins }) => plugins.map(({ plugin }) => plugin.id)));
  const count = accounts.length === 1 ? "one account" : `${accounts.length} accounts`;
  return `${count}, with ${[...plugins].join(", ") || "no plugin"}`;
}

/** Checks that other users cannot read a secret in the file. */
async function checkFileMode(file: string, name: string, { options: { accounts } }: CasementConfig): Promise<readonly DoctorCheck[]> {
  const { mode } = await stat(file);
  if (process.platform === "win32" || (mode & 0o077) === 0) return [];
  const text = await readFile(file, "utf8");
  const containsSecret = accounts.some(({ clientSecret }) => clientSecret !== undefined && text.includes(clientSecret));
  return containsSecret
    ? [warningCheck("config", `Other users of this machine can read the client secret in ${name}.`, `Run: chmod 600 ${name}`)]
    : [];
}
