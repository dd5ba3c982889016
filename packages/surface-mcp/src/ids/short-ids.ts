import { invalidInput } from "@casement/core";
import type { Host } from "@casement/host";
import { isObject } from "../tools/compact-schema.ts";
import { commonPrefixes, type IdPrefix, withPrefix } from "./id-prefixes.ts";

/**
 * Ids of Microsoft 365 have up to two hundred characters, of which those of one mailbox share the most. Results have a tag for what they share:
 * `~k7q:` and the rest of the id. Exact, and kept: a tag means the same in every conversation, and after a restart. Whole ids are accepted, too.
 */
export interface ShortIds {
  /** JSON of an account with short ids. */
  shorten<T>(account: string, json: T): Promise<T>;
  /**
   * The input of a call with whole ids. `idField`: of the service, beside the fields whose names say that they have ids.
   * @throws CasementError `input-invalid` if a tag is unknown or of another account
   */
  expand(account: string, input: Readonly<Record<string, unknown>>, idField?: string): Promise<Record<string, unknown>>;
}

/** Base64 for addresses, as Exchange's ids have it. */
const longId = /^[\w-]{60,500}={0,2}$/;
const shortId = /^~([0-9a-z]{3,50}):([\w-]+={0,2})$/;
const idName = /^(id|ids|item|chat|conversation|folder|sensor|occurrence)$|Ids?$/;

export function createShortIds(host: Pick<Host, "sealedState">): ShortIds {
  let loading: Promise<readonly IdPrefix[]> | undefined;
  let learning: Promise<unknown> = Promise.resolve();
  const table = (): Promise<readonly IdPrefix[]> => {
    loading ??= readTable(host).catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };

  /** A tag is in no result before it is on the disk. */
  function learn(account: string, ids: readonly string[]): Promise<void> {
    const learned = learning.then(async () => {
      const known = await table();
      if (extend(known, account, ids) === known) return;
      // Another process may have learned others.
      const stored = await host.sealedState("mcp-ids").update((value) => {
        const prefixes = prefixesOf(value);
        const extended = extend(prefixes, account, ids);
        return extended === prefixes ? value : { prefixes: extended };
      });
      loading = Promise.resolve(prefixesOf(stored));
    });
    learning = learned.catch(() => {});
    return learned;
  }

  return {
    async shorten(account, json) {
      const ids: string[] = [];
      mapIds(json, (id) => {
        if (longId.test(id)) ids.push(id);
        return id;
      });
      if (ids.length === 0) return json;
      // Without room on the disk, ids stay whole.
      await learn(account, ids).catch(() => {});
      const known = await table().catch(() => []);
      return mapIds(json, (id) => {
        const found = longId.test(id) ? findPrefix(known, account, id) : undefined;
        return found ? `~${found.tag}:${id.slice(found.prefix.length)}` : id;
      });
    },
    async expand(account, input, idField) {
      if (!JSON.stringify(input).includes('"~')) return input;
      let known = await table();
      if (tagsOf(input).some((tag) => !known.some((each) => each.tag === tag))) {
        // Another process may have learned it.
        loading = undefined;
        known = await table();
      }
      return mapTexts(input, (text, name) => {
        const [, tag, rest = ""] = shortId.exec(text) ?? [];
        if (tag === undefined) return text;
        const found = known.find((each) => each.tag === tag);
        if (found?.account === account) return found.prefix + rest;
        // Another text may look like a short id.
        if (!idName.test(name) && name !== idField) return text;
        throw invalidInput(
          name,
          found
            ? `~${tag}: is not of the account ${account}. Pass the account whose result has the id`
            : `no result has an id that begins with ~${tag}:. Copy the id from a result, or list the items again`,
        );
      });
    },
  };
}

const tagsOf = (input: unknown): string[] => [...JSON.stringify(input).matchAll(/"~([0-9a-z]{3,50}):/g)].map(([, tag]) => tag!);

/** The oldest one that fits, so that an id is always shortened in the same way. */
const findPrefix = (known: readonly IdPrefix[], account: string, id: string): IdPrefix | undefined =>
  known.find((each) => each.account === account && id.startsWith(each.prefix));

/** The same list if it has prefixes of all these ids. */
function extend(known: readonly IdPrefix[], account: string, ids: readonly string[]): readonly IdPrefix[] {
  const unknown = ids.filter((id) => !findPrefix(known, account, id));
  return commonPrefixes(unknown).reduce((all, prefix) => withPrefix(all, account, prefix), known);
}

const readTable = async (host: Pick<Host, "sealedState">): Promise<readonly IdPrefix[]> =>
  prefixesOf(await host.sealedState("mcp-ids").read());

function prefixesOf(stored: unknown): readonly IdPrefix[] {
  const { prefixes } = (stored ?? {}) as { prefixes?: unknown };
  return Array.isArray(prefixes) ? prefixes : [];
}

const mapIds = <T>(json: T, map: (id: string) => string): T => mapTexts(json, (text, name) => (idName.test(name) ? map(text) : text));

/** `name`: of the field that has the text, alone or in a list. */
function mapTexts<T>(json: T, map: (text: string, name: string) => string, name?: string): T;
function mapTexts(json: unknown, map: (text: string, name: string) => string, name = ""): unknown {
  if (typeof json === "string") return map(json, name);
  if (Array.isArray(json)) return json.map((item) => mapTexts(item, map, name));
  return isObject(json) ? Object.fromEntries(Object.entries(json).map(([key, value]) => [key, mapTexts(value, map, key)])) : json;
}
