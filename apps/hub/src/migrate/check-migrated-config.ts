import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ScopeReport } from "@casement/core";
import { loadConfig, permissionsOf } from "@casement/host/config";
import { pluginSources } from "../hub/read-config.ts";
import type { MigratedConfig } from "./migrate-config.ts";

export interface MigrationCheck {
  /** What the hub would say of the file. */
  readonly problems: readonly string[];
  /** Of each account, where there are no problems. */
  readonly scopes: readonly ScopeReport[];
}

const placeholderClientId = "11111111-1111-4111-8111-111111111111";

/** Reads the text as the hub will, in a folder of its own, with stand-ins for secrets that are not known yet. */
export async function checkMigratedConfig({ text, secretFiles, variables }: MigratedConfig): Promise<MigrationCheck> {
  const folder = await mkdtemp(join(tmpdir(), "casement-migrate-"));
  try {
    const file = join(folder, "casement.yaml");
    await writeFile(file, text, { mode: 0o600 });
    for (const { name, value } of secretFiles) await writeFile(join(folder, name), value || "a stand-in", { mode: 0o600 });
    const env = Object.fromEntries(variables.map(({ name, value }) => [name, value ?? placeholderClientId]));
    const { config, problems } = await loadConfig({ file, cwd: folder, env, plugins: pluginSources });
    const scopes = await Promise.all((config?.options.accounts ?? []).map((account) => permissionsOf(account)));
    return { problems: problems.map(({ path, message }) => `${path}: ${message}`), scopes };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
