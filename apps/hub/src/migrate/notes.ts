/** What a person has to know about one key. `left`: it has no counterpart; `differs`: it works otherwise now; `do`: something to be done by hand. */
export interface Note {
  readonly kind: "left" | "differs" | "do";
  /** Of the old account; undefined: of all. */
  readonly account: string | undefined;
  /** The old key. */
  readonly key: string;
  readonly text: string;
}

/** An entity of the predecessor, and what shows the same now. */
export interface Replacement {
  readonly old: string;
  /** Sensor, service or command of Casement. */
  readonly today: string;
  /** Its entity in Home Assistant, over MQTT, where it can be foretold. */
  readonly entity?: string;
}

/** Collects what is said about one account. */
export interface Teller {
  left(key: string, text: string): void;
  differs(key: string, text: string): void;
  todo(key: string, text: string): void;
  replaces(old: string, today: string, entity?: string): void;
}

export function teller(account: string | undefined, notes: Note[], replacements: Replacement[]): Teller {
  const note = (kind: Note["kind"]) => (key: string, text: string) => void notes.push({ kind, account, key, text });
  return {
    left: note("left"),
    differs: note("differs"),
    todo: note("do"),
    replaces: (old, today, entity) => void replacements.push({ old, today, ...(entity !== undefined && { entity }) }),
  };
}

/** As Home Assistant makes ids of names. */
export const entitySlug = (text: string): string => slug(text, "_");
/** As Casement makes addresses of titles. */
export const addressSlug = (text: string): string => slug(text, "-").slice(0, 40).replace(/-+$/, "");

const slug = (text: string, joint: string): string =>
  text
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/\p{M}|['’]/gu, "")
    .replace(/[^a-z0-9]+/g, joint)
    .replace(new RegExp(`^${joint}+|${joint}+$`, "g"), "");
