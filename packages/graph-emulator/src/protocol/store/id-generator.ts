/** Generates ids that look like Exchange's and are the same for the same seed. */
export interface IdGenerator {
  /** An id such as `AAMk…`, about as long as a real one and unique in this emulator. Each `kind` has its own sequence. */
  exchange(kind: string): string;
  guid(kind: string): string;
}

export function createIdGenerator(seed: string): IdGenerator {
  const counters = new Map<string, number>();
  const next = (kind: string): number => {
    const count = (counters.get(kind) ?? 0) + 1;
    counters.set(kind, count);
    return count;
  };
  const prefixes = new Map<string, string>();
  const prefixOf = (kind: string): string => {
    const prefix = prefixes.get(kind) ?? `AAMkA${bytes(`${seed}/${kind}`, 0, 72)}AA`;
    prefixes.set(kind, prefix);
    return prefix;
  };
  return {
    exchange: (kind) => {
      const count = next(kind);
      return `${prefixOf(kind)}${bytes(kind, count, 6)}${count.toString(36).padStart(6, "0")}AAA=`;
    },
    guid: (kind) => {
      const digits = hex(`${seed}/${kind}/${next(kind)}`, 0, 32);
      return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20)}`;
    },
  };
}

const bytes = (text: string, salt: number, count: number) => Buffer.from(hex(text, salt, count * 2), "hex").toString("base64url");

/** Returns `length` hexadecimal digits that depend only on `text` and `salt`: FNV-1a, extended. Not for secrets. */
function hex(text: string, salt: number, length: number): string {
  let digits = "";
  for (let round = 0; digits.length < length; round++) {
    let hash = (0x811c9dc5 ^ salt ^ Math.imul(round + 1, 0x9e3779b1)) >>> 0;
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
    digits += hash.toString(16).padStart(8, "0");
  }
  return digits.slice(0, length);
}
