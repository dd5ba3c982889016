import { systemClock } from "@casement/core";
import { consoleLogger, type Host } from "@casement/host";
import { createCalls } from "./calls/calls.ts";
import { type Connection, type Incoming, openConnection, type Up } from "./connection/connection.ts";
import { createEventFeed } from "./events/event-feed.ts";
import { createHubWatch } from "./hub-watch.ts";
import { defaultBaseTopic, defaultDiscoveryPrefix, type MqttOptions } from "./mqtt-options.ts";
import { openMemory } from "./publish/memory.ts";
import { createOutbox } from "./publish/outbox.ts";
import { createStatement } from "./publish/statement.ts";
import { createTopics } from "./topics.ts";

export interface MqttSurface {
  readonly connected: boolean;
  /** Why it is not connected, in plain words. */
  readonly problem: string | undefined;
  /** Messages, events, calls and answers that are under way or wait. */
  readonly waiting: number;
  /** Says goodbye, lets calls under way end for two seconds, and disconnects. */
  close(): Promise<void>;
}

/** How often what has no event of its own is looked at (ms): warnings, pauses, sensors that are dropped. */
const lookAgain = 60_000;
const lookAfterChange = 1_000;
const closeLimit = 2_000;

/** Publishes a running host on an MQTT broker, and takes calls from it. Does not wait for the broker: it connects when it can. */
export async function serveMqtt(host: Host, options: MqttOptions): Promise<MqttSurface> {
  const clock = options.clock ?? systemClock;
  const log = options.log ?? consoleLogger("warn");
  const topics = createTopics(options.baseTopic ?? defaultBaseTopic);
  const prefix = options.discovery === false ? undefined : (options.discoveryPrefix ?? defaultDiscoveryPrefix);
  const memory = await openMemory(options.stateFile, topics.base, () => log.error("MQTT: the state file cannot be written."));
  const clientId = options.clientId ?? memory.clientId;
  const born = String(clock.now().getTime());
  let connection: Connection | undefined;
  let maxPacket: number | undefined;
  let closed = false;

  const current = (): Connection | undefined => connection;
  const outbox = createOutbox(current, memory, clock, log, (topic) => statement.late(topic));
  const statement = createStatement({ host, options, topics, prefix, memory, outbox, clientId, maxPacket: () => maxPacket });
  const events = createEventFeed({ host, topics, memory, bodies: options.bodies ?? false, clock, log, connection: current });
  const calls = createCalls({
    host,
    topics,
    log,
    connection: current,
    maxPacket: () => maxPacket,
    service: statement.service,
    words: statement.words,
    onControl: statement.repeatSensor,
  });
  const watchHub = createHubWatch(clientId, topics.base, log);

  /** Everything anew: the broker, or Home Assistant, may have forgotten. */
  const sayAll = (): void => {
    outbox.repeat();
    statement.all();
  };
  function onSession(sessionPresent: boolean): void {
    if (sessionPresent) calls.away((clock.now().getTime() - memory.seen) / 1_000);
  }
  function onUp(up: Up): void {
    maxPacket = up.maxPacket;
    keepSeen();
    // Comes back behind all that waited for us.
    void connection?.publish(topics.mark, born).catch(() => {});
    sayAll();
    calls.flush();
    events.flush();
  }
  function onDown(): void {
    memory.seen = clock.now().getTime();
  }
  function onMessage(message: Incoming): void {
    const { topic, payload, packet } = message;
    if (prefix !== undefined && topic === `${prefix}/status`) {
      // At our own start the broker gives the last one it kept, and all is being said anyway.
      if (payload.toString() === "online" && !packet.retain) sayAll();
      return;
    }
    const meaning = topics.parse(topic);
    if (meaning?.kind === "hub") watchHub(payload.toString());
    else if (meaning?.kind === "mark") {
      if (payload.toString() === born) calls.current();
    } else if (meaning?.kind === "call" || meaning?.kind === "set" || meaning?.kind === "notify") {
      if (!closed) calls.take(meaning, message);
    }
  }

  /** Also a hub that is killed is to know how long it was away. */
  const keepSeen = (): void => {
    const now = clock.now().getTime();
    if (!connection?.up || now - memory.seen < lookAgain / 2) return;
    memory.seen = now;
    void memory.save();
  };
  const look = (): void => {
    keepSeen();
    stopLooking = clock.after(lookAgain, look);
    lookingSoon = false;
    statement.look();
  };
  /** A plugin's problem ends when what it reads arrives, a little later. */
  const lookSoon = (): void => {
    if (lookingSoon) return;
    lookingSoon = true;
    stopLooking();
    stopLooking = clock.after(lookAfterChange, look);
  };
  let lookingSoon = false;
  let stopLooking = clock.after(lookAgain, look);
  const stopSensors = host.onSensor((snapshot) => {
    statement.changed(snapshot);
    lookSoon();
  });
  const stopEvents = host.events.subscribe((event) => {
    if (event.type.startsWith("account/")) statement.soon();
    events.flush();
    lookSoon();
  });
  statement.all();
  connection = openConnection({
    options,
    clientId,
    will: { topic: topics.status, payload: "offline" },
    subscriptions: [...topics.subscriptions, ...(prefix === undefined ? [] : [`${prefix}/status`])],
    clock,
    log,
    onSession,
    onUp,
    onDown,
    onMessage,
  });

  return {
    get connected() {
      return connection?.up ?? false;
    },
    get problem() {
      return connection?.problem;
    },
    get waiting() {
      return outbox.waiting + calls.running + Number(events.busy) + Number(statement.pending);
    },
    async close() {
      closed = true;
      stopSensors();
      stopEvents();
      stopLooking();
      let stopWaiting = (): void => {};
      const late = new Promise<void>((resolve) => {
        stopWaiting = clock.after(closeLimit, resolve);
      });
      await Promise.race([calls.settled(), late]);
      stopWaiting();
      if (connection?.up) {
        memory.seen = clock.now().getTime();
        await connection.publish(topics.status, "offline", { retain: true }).catch(() => {});
      }
      await connection?.close();
      await memory.save();
    },
  };
}
