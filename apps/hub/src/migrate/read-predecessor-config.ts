import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { CasementError } from "@casement/core";
import { isRecord, readHomeAssistantFile, resolveTags } from "./home-assistant-yaml.ts";

/** An account's block as it stands, and the lists beside the configuration that belong to it. */
export interface PredecessorAccount {
  readonly keys: Readonly<Record<string, unknown>>;
  readonly single: boolean;
  readonly calendars: unknown;
  readonly tasks: unknown;
}

export interface PredecessorConfig {
  readonly accounts: readonly PredecessorAccount[];
  /** Tags that could not be followed. */
  readonly unsupportedTags: readonly string[];
}

/**
 * The predecessor's accounts in Home Assistant's configuration, in any form that it ever had. The file may also be one that is included, or a package.
 * @throws CasementError `config-missing`, `config-invalid`, `not-found` when there is nothing of the predecessor in it
 */
export async function readPredecessorConfig(file: string): Promise<PredecessorConfig> {
  const unsupportedTags: string[] = [];
  const root = dirname(file);
  const follow = (value: unknown, from: string) => resolveTags(value, from, root, (what) => unsupportedTags.push(what));
  const whole = await readHomeAssistantFile(file);
  const block = isRecord(whole) && "o365" in whole ? whole.o365 : isPredecessorBlock(whole) ? whole : undefined;
  const o365 = await follow(block, file);
  const listed = isRecord(o365) ? o365.accounts : undefined;
  const single = isRecord(o365) && "client_id" in o365;
  const blocks = single ? [o365] : Array.isArray(listed) ? listed.filter(isRecord) : Array.isArray(o365) ? o365.filter(isRecord) : [];
  if (blocks.length === 0) {
    const why = block === undefined ? "has no  o365:" : "has  o365:  but no account in it";
    throw new CasementError("not-found", `${file} ${why}. Name the file in which the O365 integration is configured.`);
  }
  const side = async (kind: string, account: string) => {
    const names = [`o365_${kind}_${account}.yaml`, ...(single ? [`o365_${kind}_converted.yaml`, `o365_${kind}.yaml`] : [])];
    const found = names.flatMap((name) => [join(root, "o365_storage", name), join(root, name)]).find((path) => existsSync(path));
    return found && follow(await readHomeAssistantFile(found), found);
  };
  const accounts = blocks.map(async (keys): Promise<PredecessorAccount> => {
    const account = String(keys.account_name ?? "").replace(/[\\/]/g, "");
    return { keys, single, calendars: await side("calendars", account), tasks: await side("tasks", account) };
  });
  return { accounts: await Promise.all(accounts), unsupportedTags };
}

/** A file that is included by `o365: !include …`. */
function isPredecessorBlock(whole: unknown): boolean {
  if (Array.isArray(whole)) return whole.some((entry) => isRecord(entry) && "account_name" in entry);
  return isRecord(whole) && ("client_id" in whole || (Array.isArray(whole.accounts) && isPredecessorBlock(whole.accounts)));
}
