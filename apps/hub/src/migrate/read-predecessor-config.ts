import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { CasementError } from "@casement/core";
import { groupMs365Entries, type Ms365Group } from "./group-ms365-entries.ts";
import { readHomeAssistantFile } from "./home-assistant-yaml.ts";
import type { MigrationNote } from "./migration-log.ts";
import { toPredecessorAccount } from "./ms365-account.ts";
import { ms365Terms, type PredecessorAccount, type PredecessorConfig } from "./predecessor-account.ts";
import { type Ms365Entries, type Ms365Entry, readMs365Entries } from "./read-ms365-entries.ts";
import { readO365Config } from "./read-o365-config.ts";

const entriesFile = "core.config_entries";

/**
 * Reads the configuration of a predecessor: a YAML file with `o365:`, the file `core.config_entries`, or the folder with both, where the entries of
 * the newer MS365 integrations come first.
 * @throws CasementError `config-missing`, `config-invalid`, `not-found` when there is no predecessor
 */
export async function readPredecessorConfig(path: string): Promise<PredecessorConfig> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) return readFolder(path);
  if (basename(path).startsWith(entriesFile)) return readEntriesAt(path, await readMs365Entries(path));
  return readConfigurationFile(path);
}

async function readFolder(folder: string): Promise<PredecessorConfig> {
  const entries = entriesFileIn(folder);
  const configuration = join(folder, "configuration.yaml");
  if (entries === undefined) return readConfigurationFile(configuration);
  const found = await readMs365Entries(entries);
  if (found.entries.length === 0 && existsSync(configuration)) return readConfigurationFile(configuration);
  const migrated = await readEntriesAt(entries, found);
  const text = await readFile(configuration, "utf8").catch(() => "");
  return /^o365:/m.test(text)
    ? withNote(migrated, "configuration.yaml", "contains o365:, too, which was left out; to migrate it instead, name this file")
    : migrated;
}

/** If it has no `o365:`, the entries beside it count. */
async function readConfigurationFile(file: string): Promise<PredecessorConfig> {
  const entries = entriesFileIn(dirname(file));
  try {
    const config = await readO365Config(file);
    const others = entries === undefined ? undefined : await readMs365Entries(entries).catch(() => undefined);
    return others === undefined || others.entries.length === 0
      ? config
      : withNote(
          config,
          entriesFile,
          `contains entries of ${ms365Terms.integration}, too, which were left out; to migrate them instead, name that file`,
        );
  } catch (error) {
    if (entries === undefined || !(error instanceof CasementError) || error.code !== "not-found") throw error;
    const found = await readMs365Entries(entries);
    if (found.entries.length === 0 && found.notes.length === 0) throw error;
    return readEntriesAt(entries, found);
  }
}

const withNote = (config: PredecessorConfig, key: string, text: string): PredecessorConfig => {
  const note: MigrationNote = { kind: "left", account: undefined, key, text };
  return { ...config, notes: [...config.notes, note] };
};

/** In a folder of Home Assistant, or in its folder `.storage`. */
const entriesFileIn = (folder: string): string | undefined =>
  [join(folder, ".storage", entriesFile), join(folder, entriesFile)].find((file) => existsSync(file));

async function readEntriesAt(file: string, { entries, notes }: Ms365Entries): Promise<PredecessorConfig> {
  if (entries.length === 0) {
    const left = notes.map(({ key, text }) => `${key} ${text}.`).join(" ");
    throw new CasementError(
      "not-found",
      `${file} contains no entry of ${ms365Terms.integration} that can be migrated.${left && ` ${left}`} Use the file of the Home Assistant that has them.`,
    );
  }
  const folder = dirname(file);
  const root = basename(folder) === ".storage" ? dirname(folder) : folder;
  const readList = (entry: Ms365Entry) => readListOf(entry, root);
  const accounts = new Map<Ms365Group, PredecessorAccount>();
  for (const group of groupMs365Entries(entries)) {
    const signInOwner = group.signInOwner && accounts.get(group.signInOwner);
    accounts.set(group, await toPredecessorAccount(group, signInOwner, readList));
  }
  return { accounts: [...accounts.values()], unsupportedTags: [], integration: ms365Terms.integration, notes };
}

/** The list that an entry for calendars or tasks has beside the configuration. */
async function readListOf({ domain, name }: Ms365Entry, root: string): Promise<unknown> {
  const kind = domain === "ms365_calendar" ? "calendars" : "todos";
  const file = join(root, "ms365_storage", `ms365_${kind}_${name.replace(/[\\/]/g, "")}.yaml`);
  return existsSync(file) ? ((await readHomeAssistantFile(file)) ?? []) : undefined;
}
