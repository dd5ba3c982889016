import type { Clock, Logger } from "@casement/core";
import type { Host, JournalEvent, PrivateTexts } from "@casement/host";
import type { BrokerConnection } from "../connection/broker-connection.ts";
import { isPublishRejection } from "../connection/broker-errors.ts";
import type { MqttTopics } from "../mqtt-topics.ts";
import type { PublishStore } from "../publishing/publish-store.ts";
import { toPayload } from "../to-payload.ts";

export interface EventPublisherOptions {
  readonly host: Host;
  readonly topics: MqttTopics;
  readonly store: PublishStore;
  /** Undefined: texts that somebody wrote are published too. */
  readonly privateTexts: PrivateTexts | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  readonly connection: () => BrokerConnection | undefined;
}

export interface EventPublisher {
  /** Publishes the events after the last one that the broker acknowledged. */
  flush(): void;
  readonly isPublishing: boolean;
}

const pageSize = 100;
/** Longest delay before the last event's id is saved (ms). After a crash, the events of this time are published twice. */
const saveDelay = 1_000;

/**
 * Publishes every event at least once, in order, with its id. The broker must acknowledge an event before the next one is sent. After a
 * lost connection or a restart, publishing resumes from the journal. The first start skips the events that are already in the journal.
 */
export function createEventPublisher({ host, topics, store, privateTexts, clock, log, connection }: EventPublisherOptions): EventPublisher {
  store.lastEventId ??= host.events.lastId ?? "0";
  let publishing = false;
  let saveScheduled = false;

  const scheduleSave = (): void => {
    if (saveScheduled) return;
    saveScheduled = true;
    clock.after(saveDelay, () => {
      saveScheduled = false;
      void store.save();
    });
  };
  /** False: the connection was lost. */
  const publish = async (topic: string, body: object): Promise<boolean> => {
    try {
      await connection()?.publish(topic, toPayload(body));
    } catch (error) {
      if (!isPublishRejection(error)) return false;
      log.warn(`MQTT: the broker rejects messages to ${topic}. Correct its access list or its limits.`);
    }
    return true;
  };
  const messageOf = (event: JournalEvent): [topic: string, body: object] => {
    const [plugin = "", name = ""] = event.type.split("/");
    const payload = privateTexts ? privateTexts.removeFromPayload(event) : event.payload;
    return [topics.account(event.account).event(plugin, name), { event_type: name, ...event, payload }];
  };

  /** False: the connection was lost. The next connection resumes. */
  async function publishAll(): Promise<boolean> {
    while (connection()?.connected) {
      const { events, lost, after } = await host.events.after(store.lastEventId, { limit: pageSize });
      store.lastEventId = after;
      if (lost) {
        log.warn("MQTT: the journal dropped some events before they could be published.");
        if (!(await publish(topics.lostEvents, { after: store.lastEventId }))) return false;
      }
      for (const event of events) {
        if (!(await publish(...messageOf(event)))) return false;
        store.lastEventId = event.id;
        scheduleSave();
      }
      if (events.length === 0) return true;
    }
    return false;
  }
  const flush = (): void => {
    if (publishing || !connection()?.connected) return;
    publishing = true;
    const completing = publishAll().catch(() => {
      log.error("MQTT: the events could not be read. They are published after the next event.");
      return false;
    });
    void completing.then((completed) => {
      publishing = false;
      // An event may have been raised after the last page was read.
      const { lastId } = host.events;
      const hasMore = lastId !== undefined && Number(lastId) > Number(store.lastEventId);
      if (hasMore && connection()?.connected && completed) flush();
    });
  };
  return {
    flush,
    get isPublishing() {
      return publishing;
    },
  };
}
