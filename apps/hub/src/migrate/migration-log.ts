/** A note about one key for the user. `left`: not migrated; `differs`: works differently now; `do`: a manual step. */
export interface MigrationNote {
  readonly kind: "left" | "differs" | "do";
  /** Name of the predecessor's account. Undefined: all accounts. */
  readonly account: string | undefined;
  /** The key in the predecessor's configuration. */
  readonly key: string;
  readonly text: string;
}

/** An entity of the predecessor and what replaces it. */
export interface EntityReplacement {
  readonly old: string;
  /** The sensor or service of Casement. */
  readonly today: string;
  /** Its entity in Home Assistant over MQTT, if it is known in advance. */
  readonly entity?: string;
}

/** Collects notes and replacements of one account. */
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

/** Slug of a name, as Home Assistant makes entity IDs. */
export const toEntitySlug = (text: string): string => slugify(text, "_");
/** Slug of a title, as Casement makes addresses. */
export const toAddressSlug = (text: string): string => slugify(text, "-").slice(0, 40).replace(/-+$/, "");

const slugify = (text: string, separator: string): string =>
  text
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/\p{M}|['’]/gu, "")
    .replace(/[^a-z0-9]+/g, separator)
    .replace(new RegExp(`^${separator}+|${separator}+$`, "g"), "");
