import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { CasementError } from "@casement/core";
import { isRecord, readHomeAssistantFile, resolveTags } from "./home-assistant-yaml.ts";
import { o365Terms, type PredecessorAccount, type PredecessorConfig } from "./predecessor-account.ts";

/**
 * Reads the accounts of the O365 integration from a configuration of Home Assistant, in every form that it supported. The file may also be an
 * included file or a package.
 * @throws CasementError `config-missing`, `config-invalid`, `not-found` when the file does not configure it
 */
export async function readO365Config(file: string): Promise<PredecessorConfig> {
  const unsupportedTags: string[] = [];
  const root = dirname(file);
  const resolveFrom = (value: unknown, from: string) => resolveTags(value, from, root, (tag) => unsupportedTags.push(tag));
  const content = await readHomeAssistantFile(file);
  const block = isRecord(content) && "o365" in content ? content.o365 : isPredecessorBlock(content) ? content : undefined;
  const o365 = await resolveFrom(block, file);
  const listed = isRecord(o365) ? o365.accounts : undefined;
  const single = isRecord(o365) && "client_id" in o365;
  const blocks = single ? [o365] : Array.isArray(listed) ? listed.filter(isRecord) : Array.isArray(o365) ? o365.filter(isRecord) : [];
  if (blocks.length === 0) {
    const reason = block === undefined ? "does not contain o365:" : "contains o365: without an account";
    throw new CasementError("not-found", `${file} ${reason}. Use the file that configures the O365 integration.`);
  }
  const readList = async (kind: string, account: string) => {
    const names = [`o365_${kind}_${account}.yaml`, ...(single ? [`o365_${kind}_converted.yaml`, `o365_${kind}.yaml`] : [])];
    const found = names.flatMap((name) => [join(root, "o365_storage", name), join(root, name)]).find((path) => existsSync(path));
    return found && resolveFrom(await readHomeAssistantFile(found), found);
  };
  const accounts = blocks.map(async (keys): Promise<PredecessorAccount> => {
    const account = String(keys.account_name ?? "").replace(/[\\/]/g, "");
    return { keys, single, calendars: await readList("calendars", account), tasks: await readList("tasks", account), terms: o365Terms };
  });
  return { accounts: await Promise.all(accounts), unsupportedTags, integration: o365Terms.integration, notes: [] };
}

/** Whether this is the content of a file included with `o365: !include …`. */
function isPredecessorBlock(content: unknown): boolean {
  if (Array.isArray(content)) return content.some((entry) => isRecord(entry) && "account_name" in entry);
  return isRecord(content) && ("client_id" in content || (Array.isArray(content.accounts) && isPredecessorBlock(content.accounts)));
}
