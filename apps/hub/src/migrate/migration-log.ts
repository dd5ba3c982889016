/** What a person has to know about one key. `left`: it has no counterpart; `differs`: it works otherwise now; `do`: something to be done by hand. */
export interface MigrationNote {
  readonly kind: "left" | "differs" | "do";
  /** Of the old account; undefined: of all. */
  readonly account: string | undefined;
  /** The old key. */
  readonly key: string;
  readonly text: string;
}

/** An entity of the predecessor, and what shows the same now. */
export interface EntityReplacement {
  readonly old: string;
  /** Sensor, service or command of Casement. */
  readonly today: string;
  /** Its entity in Home Assistant, over MQTT, where it can be foretold. */
  readonly entity?: string;
}

/** Collects what is said about one account. */
export interface MigrationLog {
  unsupported(key: string, text: string): void;
  changed(key: string, text: string): void;
  manual(key: string, text: string): void;
  replaced(old: string, today: string, entity?: string): void;
}

export function createMigrationLog(account: string | undefined, notes: MigrationNote[], replacements: EntityReplacement[]): MigrationLog {
  const note = (kind: MigrationNote["kind"]) => (key: string, text: string) => void notes.push({ kind, account, key, text });
  return {
    unsupported: note("left"),
    changed: note("differs"),
    manual: note("do"),
    replaced: (old, today, entity) => void replacements.push({ old, today, ...(entity !== undefined && { entity }) }),
  };
}

/** As Home Assistant makes ids of names. */
export const toEntitySlug = (text: string): string => slugify(text, "_");
/** As Casement makes addresses of titles. */
export const toAddressSlug = (text: string): string => slugify(text, "-").slice(0, 40).replace(/-+$/, "");

const slugify = (text: string, joint: string): string =>
  text
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/\p{M}|['’]/gu, "")
    .replace(/[^a-z0-9]+/g, joint)
    .replace(new RegExp(`^${joint}+|${joint}+$`, "g"), "");
