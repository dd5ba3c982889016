import type { Clock, Logger } from "@casement/core";
import type { Host, JournalEvent } from "@casement/host";
import type { WebhookStore } from "../queue/webhook-store.ts";
import type { ConfiguredWebhook } from "./configured-webhook.ts";
import { eventBody } from "./message-body.ts";
import type { PluginCatalog } from "./plugin-catalog.ts";

export interface EventReaderOptions {
  readonly host: Host;
  readonly webhooks: readonly ConfiguredWebhook[];
  readonly store: WebhookStore;
  readonly catalog: PluginCatalog;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Queues the events of the journal after the last one that was queued, so that a kill neither loses nor repeats one. */
export interface EventReader {
  /** Resolves when all events are queued. */
  read(): Promise<void>;
}

const pageSize = 100;

/** The first start skips the events that are already in the journal. */
export function createEventReader({ host, webhooks, store, catalog, clock, log }: EventReaderOptions): EventReader {
  store.lastEventId ??= host.events.lastId ?? "0";
  let reading: Promise<void> | undefined;

  const queue = async (event: JournalEvent): Promise<void> => {
    const { id, account, type } = event;
    const [plugin = ""] = type.split("/");
    const wanting = webhooks.filter(({ wantsEvent }) => wantsEvent(type) || wantsEvent(`${account}/${type}`));
    if (wanting.length > 0) await catalog.know(account, plugin);
    // Without a pause from here on: the events and the place in the journal are saved together.
    store.lastEventId = id;
    for (const { queue: waiting, privateTexts } of wanting) {
      const payload = privateTexts ? privateTexts.removeFromPayload(event) : event.payload;
      const body = eventBody({ ...event, payload: payload ?? null });
      waiting.add({ id: `event-${id}`, lane: `${account}/${plugin}`, account, at: clock.now().getTime(), body });
    }
  };

  async function readAll(): Promise<void> {
    for (;;) {
      const { events, lost, after } = await host.events.after(store.lastEventId, { limit: pageSize });
      if (lost) log.warn("Webhooks: the journal dropped some events before they could be sent.");
      store.lastEventId = after;
      if (events.length === 0) return;
      for (const event of events) await queue(event);
      await store.save();
      for (const { queue: waiting } of webhooks) waiting.deliver();
    }
  }
  return {
    read() {
      reading ??= readAll()
        .catch(() => log.error("Webhooks: the events could not be read. They are sent after the next event."))
        .finally(() => {
          reading = undefined;
          // An event may have been raised after the last page was read.
          if (Number(host.events.lastId ?? 0) > Number(store.lastEventId)) void this.read();
        });
      return reading;
    },
  };
}
