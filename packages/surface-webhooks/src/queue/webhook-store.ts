import type { KeptState } from "@casement/host";
import type { QueuedMessage } from "./queued-message.ts";

/** What is stored of one webhook. Its keys are a format on disk. */
export interface StoredWebhook {
  messages: QueuedMessage[];
  /** Sensor → fingerprint of its last known value. */
  seen: Record<string, string>;
  /** When the failures began that have lasted since (ms). */
  failingSince?: number | undefined;
  /** How long it was tried since then, without pauses in which nothing was sent (ms). */
  failingFor?: number | undefined;
  /** When an attempt last failed since then (ms). */
  failedAt?: number | undefined;
  reason?: string | undefined;
  off?: true | undefined;
  /** When a message or a test was last received (ms). */
  deliveredAt?: number | undefined;
  lastFailure?: { readonly at: number; readonly reason: string } | undefined;
  /** Fingerprint of the address and the secret. */
  target?: string | undefined;
}

export function forgetFailure(stored: StoredWebhook): void {
  stored.failingSince = undefined;
  stored.failingFor = undefined;
  stored.failedAt = undefined;
  stored.reason = undefined;
}

/** State that survives a kill and a restart. */
export interface WebhookStore {
  /** Id of the last event that was queued. Undefined at the first start. */
  lastEventId: string | undefined;
  /** Of a new one: nothing. */
  webhook(name: string): StoredWebhook;
  forget(name: string): void;
  /** Whether a message was written, or could not be. */
  hasSaved(message: QueuedMessage): boolean;
  /** Writes the state; what changes during a write is written after it. Resolves when it is written, or cannot be. */
  save(): Promise<void>;
  readonly isSaving: boolean;
}

/**
 * What is unreadable counts as empty. Webhooks that are no longer configured are forgotten with what they kept. From a backup, what waits keeps its
 * ids, by which receivers recognize it; values of sensors are forgotten, because the hub that made the backup may have sent their changes since.
 */
export async function openWebhookStore(
  state: KeptState | undefined,
  names: readonly string[],
  onError: (error: unknown) => void,
): Promise<WebhookStore> {
  const stored = ((await state?.read()) ?? {}) as { event?: unknown; webhooks?: Record<string, Partial<StoredWebhook>> };
  const webhooks = new Map<string, StoredWebhook>();
  const isKnown = names.some((name) => stored.webhooks?.[name] !== undefined);
  for (const name of names) {
    const { messages, seen, ...rest } = stored.webhooks?.[name] ?? {};
    webhooks.set(name, {
      ...rest,
      messages: Array.isArray(messages) ? [...messages] : [],
      seen: state?.comesFromBackup ? {} : { ...seen },
    });
  }
  const allMessages = (): QueuedMessage[] => [...webhooks.values()].flatMap(({ messages }) => messages);
  const saved = new WeakSet(allMessages());
  let current: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let isWriting = false;
  const write = async (): Promise<void> => {
    isWriting = true;
    const written = allMessages();
    await state?.write({ event: store.lastEventId, webhooks: Object.fromEntries(webhooks) }).catch(onError);
    for (const message of written) saved.add(message);
    isWriting = false;
  };
  const store: WebhookStore = {
    // What happened while there were no webhooks is for none.
    lastEventId: isKnown && typeof stored.event === "string" && /^\d{1,16}$/.test(stored.event) ? stored.event : undefined,
    webhook(name) {
      const known = webhooks.get(name) ?? { messages: [], seen: {} };
      webhooks.set(name, known);
      return known;
    },
    hasSaved: (message) => saved.has(message),
    forget: (name) => void webhooks.delete(name),
    get isSaving() {
      return isWriting || next !== undefined;
    },
    save() {
      if (next) return next;
      const started = (current ?? Promise.resolve()).then(() => {
        next = undefined;
        current = write();
        return current;
      });
      next = started;
      return started;
    },
  };
  return store;
}
