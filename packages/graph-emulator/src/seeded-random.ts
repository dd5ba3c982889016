/** Repeatable chance: the same seed gives the same numbers, ids and tokens in the same order. Not for secrets. */
export interface SeededRandom {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number, at least 0, below `end`. */
  below(end: number): number;
  pick<T>(of: readonly T[]): T;
  /** A version 4 GUID in lower case. */
  guid(): string;
  /** `count` random bytes as base64url. */
  opaque(count: number): string;
  /** `length` characters out of `alphabet`. */
  text(length: number, alphabet: string): string;
}

export function createSeededRandom(seed: string | number = "casement"): SeededRandom {
  let state = hash(String(seed));
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  const text = (length: number, alphabet: string) => Array.from({ length }, () => alphabet[below(alphabet.length)]).join("");
  const hex = (length: number) => text(length, "0123456789abcdef");
  return {
    next,
    below,
    pick: (of) => of[below(of.length)]!,
    guid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${text(1, "89ab")}${hex(3)}-${hex(12)}`,
    opaque: (count) => Buffer.from(Array.from({ length: count }, () => below(256))).toString("base64url"),
    text,
  };
}

/** FNV-1a. */
function hash(of: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < of.length; i++) value = Math.imul(value ^ of.charCodeAt(i), 0x01000193);
  return value | 0;
}
