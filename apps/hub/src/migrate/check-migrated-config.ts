import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ScopeReport } from "@casement/core";
import { loadConfig, permissionsOf } from "@casement/host/config";
import { pluginSources } from "../hub/read-config.ts";
import type { MigratedConfig } from "./migrate-config.ts";

export interface MigrationCheck {
  /** The errors that the hub would report for the file. */
  readonly problems: readonly string[];
  /** The permissions of each account. Empty if there are problems. */
  readonly scopes: readonly ScopeReport[];
}

const placeholderClientId = "11111111-1111-4111-8111-111111111111";

/** Loads the configuration as the hub does, in a temporary folder, with placeholders for unknown secrets. */
export async function checkMigratedConfig({ text, secretFiles, variables }: MigratedConfig): Promise<MigrationCheck> {
  const folder = await mkdtemp(join(tmpdir(), "casement-migrate-"));
  try {
    const file = join(folder, "casement.yaml");
    await writeFile(file, text, { mode: 0o600 });
    for (const { name, value } of secretFiles) await writeFile(join(folder, name), value || "placeholder", { mode: 0o600 });
    const env = Object.fromEntries(variables.map(({ name, value }) => [name, value ?? placeholderClientId]));
    const { config, problems } = await loadConfig({ file, cwd: folder, env, plugins: pluginSources });
    const scopes = await Promise.all((config?.options.accounts ?? []).map((account) => permissionsOf(account)));
    return { problems: problems.map(({ path, message }) => `${path}: ${message}`), scopes };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
