import { readFile } from "node:fs/promises";
import { CasementError } from "@casement/core";
import { isNestedTooDeeply, isRecord } from "./home-assistant-yaml.ts";
import type { MigrationNote } from "./migration-log.ts";

export const ms365Domains = ["ms365_calendar", "ms365_todo", "ms365_teams", "ms365_mail"] as const;
export type Ms365Domain = (typeof ms365Domains)[number];

/** An entry of one of the MS365 integrations. Data and options share no key. */
export interface Ms365Entry {
  readonly domain: Ms365Domain;
  /** What the entry calls itself. Its entities and its list begin with it. */
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** When it was last changed: ISO 8601, or empty. */
  readonly modifiedAt: string;
}

export interface Ms365Entries {
  readonly entries: readonly Ms365Entry[];
  /** What was left out. */
  readonly notes: readonly MigrationNote[];
}

/**
 * Reads the entries of the MS365 integrations from `core.config_entries`. Other integrations' entries are ignored.
 * @throws CasementError `config-missing`, `config-invalid`
 */
export async function readMs365Entries(file: string): Promise<Ms365Entries> {
  const notes: MigrationNote[] = [];
  const left = (key: string, text: string) => void notes.push({ kind: "left", account: undefined, key, text });
  const entries = (await readEntries(file)).flatMap((entry): Ms365Entry[] => {
    const { domain, disabled_by: disabledBy } = entry;
    if (typeof domain !== "string" || !domain.startsWith("ms365_") || entry.source === "ignore") return [];
    const data = isRecord(entry.data) ? entry.data : {};
    const name = String(data.entity_name ?? data.account_name ?? entry.title ?? "").trim();
    const known = ms365Domains.find((each) => each === domain);
    if (known === undefined) left(`${domain} ${name}`, "has no counterpart in Casement");
    else if (disabledBy) left(`${domain} ${name}`, "is disabled in Home Assistant, so it was left out");
    else {
      const settings = { ...data, ...(isRecord(entry.options) && entry.options) };
      return [{ domain: known, name, settings, modifiedAt: String(entry.modified_at ?? "") }];
    }
    return [];
  });
  return { entries, notes };
}

async function readEntries(file: string): Promise<readonly Record<string, unknown>[]> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === "ENOENT" ? "does not exist" : `could not be read (${error.code})`;
    throw new CasementError("config-missing", `The file ${file} ${reason}.`);
  });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // The parser's message quotes the text, which contains secrets.
    throw new CasementError("config-invalid", `${file} is not valid JSON. Use the file as Home Assistant writes it.`);
  }
  if (isNestedTooDeeply(content)) throw new CasementError("config-invalid", `${file} is nested too deeply.`);
  const list = isRecord(content) && isRecord(content.data) ? content.data.entries : undefined;
  if (!Array.isArray(list))
    throw new CasementError("config-invalid", `${file} contains no list data.entries. Use the file as Home Assistant writes it.`);
  return list.filter(isRecord);
}
