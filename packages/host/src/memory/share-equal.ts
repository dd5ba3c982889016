import { isDeepStrictEqual } from "node:util";
import { freezePlain } from "../json/freeze-plain.ts";

/** Accounts with other settings or permissions have other values. More than this many kinds are rare. */
const mostKept = 16;

/** Returns for a value an equal one from before, so that accounts with the same settings share it. Values are frozen. */
export function createSharing<T>(): (value: T) => T {
  const kept: T[] = [];
  return (value) => {
    const known = kept.find((each) => isDeepStrictEqual(each, value));
    if (known !== undefined) return known;
    if (kept.length === mostKept) kept.shift();
    kept.push(freezePlain(value));
    return value;
  };
}
