import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { relative } from "node:path";
import { CasementError } from "@casement/core";
import { type Config, formatProblem, loadConfig } from "@casement/host/config";
import type { ConfigLocation } from "../hub/config-location.ts";
import { pluginSources } from "../hub/read-config.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { type DoctorCheck, okCheck, problemCheck, warningCheck } from "./doctor-check.ts";

/** The configuration with all its mistakes, missing packages among them. */
export async function checkConfig(
  { file }: ConfigLocation,
  io: CommandIo,
): Promise<{ config: Config | undefined; checks: readonly DoctorCheck[] }> {
  const name = relative(io.cwd, file) || file;
  if (!existsSync(file))
    return {
      config: undefined,
      checks: [problemCheck("config", `There is no ${name} here.`, "Run: casement init, or name another with --config.")],
    };
  try {
    const { config, problems } = await loadConfig({ file, cwd: io.cwd, env: io.env, plugins: pluginSources });
    const mistakes = problems.map((found) => {
      const text = formatProblem(found);
      const cure = /npm install \S+/.exec(text)?.[0];
      if (found.severity === "warning") return warningCheck("config", text, cure ?? "Correct it when you can.");
      return problemCheck("config", text, cure === undefined ? "Correct it: the hub does not start with it." : `Run: ${cure}`);
    });
    const good = config ? [okCheck("config", `${name} is right: ${summaryOf(config)}.`)] : [];
    return { config, checks: [...good, ...mistakes, ...(config ? await checkFileMode(file, name, config) : [])] };
  } catch (error) {
    if (!CasementError.is(error)) throw error;
    return { config: undefined, checks: [problemCheck("config", error.message, "Correct it, or run this as the user who owns it.")] };
  }
}

function summaryOf({ options: { accounts } }: Config): string {
  const plugins = new Set(accounts.flatMap(({ plugins }) => plugins.map(({ plugin }) => plugin.id)));
  const count = accounts.length === 1 ? "one account" : `${accounts.length} accounts`;
  return `${count}, with ${[...plugins].join(", ") || "no plugin"}`;
}

/** A secret may stand in the file itself. */
async function checkFileMode(file: string, name: string, { options: { accounts } }: Config): Promise<readonly DoctorCheck[]> {
  const { mode } = await stat(file);
  if (process.platform === "win32" || (mode & 0o077) === 0) return [];
  const text = await readFile(file, "utf8");
  const inside = accounts.some(({ clientSecret }) => clientSecret !== undefined && text.includes(clientSecret));
  return inside
    ? [warningCheck("config", `Other users of this machine can read the client secret in ${name}.`, `Run: chmod 600 ${name}`)]
    : [];
}
