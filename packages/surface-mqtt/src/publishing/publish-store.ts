import { randomBytes } from "node:crypto";
import type { KeptState } from "@casement/host";

/** The stored JSON. Its keys are a format on disk. */
interface StoredState {
  readonly id: string;
  readonly base: string;
  readonly clientId: string;
  readonly published: readonly string[];
  readonly event: string | undefined;
  readonly seen: number;
}

/** State that must survive a restart. Kept in memory if there is no place to store it. */
export interface PublishStore {
  /** Part of every unique id. Stays the same when the base topic changes. */
  readonly hubId: string;
  readonly clientId: string;
  /** Topics for which the broker may hold a retained message of this hub. */
  readonly publishedTopics: Set<string>;
  /** Id of the last event that the broker has acknowledged. */
  lastEventId: string | undefined;
  /** When the connection was last known to be up (ms since 1970). */
  lastConnectedAt: number;
  /** Stores it if anything changed. */
  save(): Promise<void>;
}

/** A missing or unknown state counts as empty: everything is published again. */
export async function openPublishStore(
  state: KeptState | undefined,
  base: string,
  onError: (error: unknown) => void,
): Promise<PublishStore> {
  const stored = parseState(await state?.read());
  const hubId =
    stored?.id ??
    base
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "");
  // Another base topic needs another MQTT session: the old one may hold messages for topics that this hub no longer uses.
  const clientId = (stored?.base === base && stored.clientId) || `casement-${randomBytes(6).toString("hex")}`;
  let lastSave: Promise<void> = Promise.resolve();
  let writtenText = "";
  const store: PublishStore = {
    hubId: hubId || "casement",
    clientId,
    publishedTopics: new Set(stored?.published),
    lastEventId: stored?.event,
    lastConnectedAt: stored?.seen ?? 0,
    save() {
      if (!state) return Promise.resolve();
      const write = async (): Promise<void> => {
        const { lastEventId: event, lastConnectedAt: seen, publishedTopics } = store;
        const current: StoredState = { id: store.hubId, base, clientId, event, seen, published: [...publishedTopics] };
        const text = JSON.stringify(current);
        if (text === writtenText) return;
        await state.write(current);
        writtenText = text;
      };
      lastSave = lastSave.then(write).catch(onError);
      return lastSave;
    },
  };
  return store;
}

function parseState(stored: unknown): Partial<StoredState> | undefined {
  const { id, base, clientId, published, event, seen } = (stored ?? {}) as Record<string, any>;
  if (typeof id !== "string" || typeof clientId !== "string" || !Array.isArray(published)) return undefined;
  const topics = published.filter((topic) => typeof topic === "string" && topic !== "");
  return { id, base, clientId, published: topics, event: /^\d{1,16}$/.test(event) ? event : undefined, seen: Number(seen) || 0 };
}
