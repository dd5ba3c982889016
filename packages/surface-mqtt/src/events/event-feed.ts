import type { Clock, Logger } from "@casement/core";
import type { Host, JournalEvent } from "@casement/host";
import type { Connection } from "../connection/connection.ts";
import { isMessageRefusal } from "../connection/refusal.ts";
import type { Memory } from "../publish/memory.ts";
import { withoutBodies } from "../sensors/without-bodies.ts";
import type { Topics } from "../topics.ts";

export interface EventFeedOptions {
  readonly host: Host;
  readonly topics: Topics;
  readonly memory: Memory;
  readonly bodies: boolean;
  readonly clock: Clock;
  readonly log: Logger;
  readonly connection: () => Connection | undefined;
}

export interface EventFeed {
  /** Goes on after the last event that the broker has. */
  flush(): void;
  readonly busy: boolean;
}

const page = 100;
/** How long the file may lag behind the broker (ms); after a crash what came in it is sent twice. */
const savePause = 1_000;

/**
 * Every event at least once, in order, with its id: the broker has to acknowledge one before the next counts as begun. Over a lost
 * connection and a restart it goes on where it was, from the journal. The first start begins with what happens then.
 */
export function createEventFeed({ host, topics, memory, bodies, clock, log, connection }: EventFeedOptions): EventFeed {
  memory.event ??= host.events.lastId ?? "0";
  let running = false;
  let saving = false;

  const save = (): void => {
    if (saving) return;
    saving = true;
    clock.after(savePause, () => {
      saving = false;
      void memory.save();
    });
  };
  const publish = async (topic: string, body: object): Promise<boolean> => {
    try {
      await connection()?.publish(topic, JSON.stringify(body));
    } catch (error) {
      if (!isMessageRefusal(error)) return false;
      log.warn(`MQTT: the broker refuses messages to ${topic}. Correct its access list or its limits.`);
    }
    return true;
  };
  const messageOf = (event: JournalEvent): [string, object] => {
    const [plugin = "", name = ""] = event.type.split("/");
    const payload = bodies ? event.payload : withoutBodies(event.payload);
    return [topics.account(event.account).event(plugin, name), { event_type: name, ...event, payload }];
  };

  /** False: the connection broke, and the next one begins again. */
  async function run(): Promise<boolean> {
    while (connection()?.up) {
      const { events, lost } = host.events.after(memory.event, page);
      if (lost) {
        log.warn("MQTT: some events were dropped from the journal before the broker could be told.");
        if (!(await publish(topics.lost, { after: memory.event }))) return false;
      }
      for (const event of events) {
        if (!(await publish(...messageOf(event)))) return false;
        memory.event = event.id;
        save();
      }
      if (events.length === 0) return true;
    }
    return false;
  }
  const flush = (): void => {
    if (running || !connection()?.up) return;
    running = true;
    void run().then((whole) => {
      running = false;
      // One may have come just before the end.
      const { lastId } = host.events;
      const waiting = lastId !== undefined && Number(lastId) > Number(memory.event);
      if (waiting && connection()?.up && whole) flush();
    });
  };
  return {
    flush,
    get busy() {
      return running;
    },
  };
}
