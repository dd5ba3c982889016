import { isDeepStrictEqual } from "node:util";

/**
 * What `stored` is when one's own changes from `before` to `after` are made to it: what somebody else has removed stays removed, and of a record that
 * both have changed, each field is taken from who has changed it. A record that is then as in `after` is the same object.
 */
export function mergeRecords<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  stored: ReadonlyMap<string, T>,
): Map<string, T> {
  const merged = new Map<string, T>();
  for (const [key, theirs] of stored) {
    const [was, mine] = [before.get(key), after.get(key)];
    if (mine === undefined && was !== undefined) continue;
    merged.set(key, mine === undefined ? theirs : keep(mine, mergeFields(was, mine, theirs)));
  }
  for (const [key, mine] of after) if (!stored.has(key) && !before.has(key)) merged.set(key, mine);
  return merged;
}

const keep = <T>(mine: T, merged: T): T => (isDeepStrictEqual(mine, merged) ? mine : merged);

function mergeFields<T>(was: T | undefined, mine: T, theirs: T): T {
  if (mine === was || isDeepStrictEqual(mine, was)) return theirs;
  if (isDeepStrictEqual(theirs, was) || !isPlain(was) || !isPlain(mine) || !isPlain(theirs)) return mine;
  const merged: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const value = mergeFields(was[name], mine[name], theirs[name]);
    if (value !== undefined) merged[name] = value;
  }
  return merged as T;
}

const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
