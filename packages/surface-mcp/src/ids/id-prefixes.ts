import { createHash } from "node:crypto";

/** What the ids of a mailbox begin with, and the tag that stands for it. */
export interface IdPrefix {
  /** A short number in base 36. */
  readonly tag: string;
  readonly account: string;
  readonly prefix: string;
}

/** Shorter beginnings are not worth a tag. */
const minPrefix = 40;
/** Characters of an id that always stay: in Exchange's ids, what tells two items of one folder apart. */
const minRest = 16;
/** Per account: folders have beginnings of their own. More ids stay whole. */
export const maxPrefixes = 200;
const tagLength = 3;

/** What several ids of a result begin with, one for each group of ids that are alike. Base64 has groups of four characters. */
export function commonPrefixes(ids: Iterable<string>): string[] {
  const groups = new Map<string, string[]>();
  for (const id of new Set(ids)) {
    const beginning = id.slice(0, minPrefix);
    groups.set(beginning, [...(groups.get(beginning) ?? []), id]);
  }
  return [...groups.values()].flatMap((group) => {
    if (group.length < 2) return [];
    const length = Math.min(sharedLength(group), ...group.map((id) => id.length - minRest));
    return length >= minPrefix ? [group[0]!.slice(0, length - (length % 4))] : [];
  });
}

function sharedLength(ids: readonly string[]): number {
  const [first = "", last = ""] = [ids.toSorted()[0], ids.toSorted().at(-1)];
  let length = 0;
  while (length < first.length && first[length] === last[length]) length++;
  return length;
}

/**
 * The table with another prefix. Its tag follows from it, so that a table that was lost, or comes from a backup, never gives a tag to another
 * prefix than before. Returns the same table if it is full.
 */
export function withPrefix(known: readonly IdPrefix[], account: string, prefix: string): readonly IdPrefix[] {
  if (known.filter((each) => each.account === account).length >= maxPrefixes) return known;
  const digits = BigInt(`0x${createHash("sha256").update(`${account}\n${prefix}`).digest("hex")}`).toString(36);
  for (let length = tagLength; length < digits.length; length++) {
    const tag = digits.slice(-length);
    if (!known.some((each) => each.tag === tag)) return [...known, { tag, account, prefix }];
  }
  return known;
}
