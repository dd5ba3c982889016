/** A repeatable random generator: the same seed produces the same numbers, ids, and tokens in the same order. Not for secrets. */
export interface SeededRandom {
  /** A number from 0 up to, but not including, 1. */
  next(): number;
  /** An integer from 0 up to, but not including, `end`. */
  below(end: number): number;
  pick<T>(values: readonly T[]): T;
  /** A version 4 GUID in lowercase. */
  guid(): string;
  /** `count` random bytes as base64url. */
  opaque(count: number): string;
  /** `length` characters from `alphabet`. */
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
    pick: (values) => values[below(values.length)]!,
    guid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${text(1, "89ab")}${hex(3)}-${hex(12)}`,
    opaque: (count) => Buffer.from(Array.from({ length: count }, () => below(256))).toString("base64url"),
    text,
  };
}

/** FNV-1a. */
function hash(values: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < values.length; i++) value = Math.imul(value ^ values.charCodeAt(i), 0x01000193);
  return value | 0;
}
