import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";

interface Remembered {
  /** Part of every unique id: stays when the base topic changes. */
  readonly id: string;
  readonly base: string;
  readonly clientId: string;
  /** Topics at which the broker may keep something of ours. */
  readonly published: readonly string[];
  /** The last event that the broker has. */
  readonly event: string | undefined;
  /** When the connection was last known to be up (ms since 1970). */
  readonly seen: number;
}

/** What must outlive the process: a JSON file, or nothing but memory. */
export interface Memory {
  readonly id: string;
  readonly clientId: string;
  readonly published: Set<string>;
  event: string | undefined;
  seen: number;
  /** Writes what has changed. */
  save(): Promise<void>;
}

/** A file that is missing or damaged remembers nothing: all is published anew. */
export async function openMemory(file: string | undefined, base: string, onError: (error: unknown) => void): Promise<Memory> {
  const stored = file === undefined ? undefined : await read(file);
  const id =
    stored?.id ??
    base
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "");
  // Another base topic is another session: the old one may have messages for topics that are no longer ours.
  const clientId = (stored?.base === base && stored.clientId) || `casement-${randomBytes(6).toString("hex")}`;
  let saving: Promise<void> = Promise.resolve();
  let written = "";
  const memory: Memory = {
    id: id || "casement",
    clientId,
    published: new Set(stored?.published),
    event: stored?.event,
    seen: stored?.seen ?? 0,
    save() {
      if (file === undefined) return Promise.resolve();
      const write = async (): Promise<void> => {
        const { event, seen, published } = memory;
        const remembered: Remembered = { id: memory.id, base, clientId, event, seen, published: [...published] };
        const text = JSON.stringify(remembered);
        if (text === written) return;
        await writeFile(`${file}.new`, text, { mode: 0o600 });
        await rename(`${file}.new`, file);
        written = text;
      };
      saving = saving.then(write).catch(onError);
      return saving;
    },
  };
  return memory;
}

async function read(file: string): Promise<Partial<Remembered> | undefined> {
  try {
    const { id, base, clientId, published, event, seen } = JSON.parse(await readFile(file, "utf8"));
    if (typeof id !== "string" || typeof clientId !== "string" || !Array.isArray(published)) return undefined;
    const topics = published.filter((topic) => typeof topic === "string" && topic !== "");
    return { id, base, clientId, published: topics, event: /^\d{1,16}$/.test(event) ? event : undefined, seen: Number(seen) || 0 };
  } catch {
    return undefined;
  }
}
