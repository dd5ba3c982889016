import { systemClock } from "@casement/core";
import { createConsoleLogger, createPrivateTexts, type Host } from "@casement/host";
import { createBaseTopicCheck } from "./base-topic-check.ts";
import { createBirthMessages } from "./birth-messages.ts";
import { createCallHandler } from "./calls/call-handler.ts";
import {
  type BrokerConnection,
  type BrokerLimits,
  type IncomingMqttMessage,
  openBrokerConnection,
} from "./connection/broker-connection.ts";
import { createEntityTranslations } from "./discovery/entity-translations.ts";
import { createEventPublisher } from "./events/event-publisher.ts";
import { defaultBaseTopic, defaultDiscoveryPrefix, type MqttOptions } from "./mqtt-options.ts";
import { createMqttTopics } from "./mqtt-topics.ts";
import { createHostCatalog } from "./publishing/host-catalog.ts";
import { createPublishQueue } from "./publishing/publish-queue.ts";
import { openPublishStore } from "./publishing/publish-store.ts";
import { createStatePublisher } from "./publishing/state-publisher.ts";

export interface MqttSurface {
  readonly connected: boolean;
  /** Why there is no connection, in plain words. */
  readonly problem: string | undefined;
  /** Number of messages, events, calls and responses that are queued or in progress. */
  readonly pendingCount: number;
  /** Gives running calls two seconds to end, publishes `offline` and disconnects. */
  close(): Promise<void>;
}

/** How often to publish what changes without an event (ms): warnings, throttling, removed sensors. */
const refreshInterval = 60_000;
/** Delay between a change and the refresh that follows it (ms). */
const refreshDelay = 1_000;
const closeTimeout = 2_000;

/** Publishes a running host on an MQTT broker, and accepts calls from it. Does not wait for the broker: it connects in the background. */
export async function serveMqtt(host: Host, options: MqttOptions): Promise<MqttSurface> {
  const clock = options.clock ?? systemClock;
  const log = options.log ?? createConsoleLogger("warn");
  const topics = createMqttTopics(options.baseTopic ?? defaultBaseTopic, options.discoveryPrefix);
  const prefix = options.discovery === false ? undefined : (options.discoveryPrefix ?? defaultDiscoveryPrefix);
  const store = await openPublishStore(options.state, topics.base, () =>
    log.error("MQTT: the state cannot be written to the data folder."),
  );
  const clientId = options.clientId ?? store.clientId;
  const startedAt = String(clock.now().getTime());
  let connection: BrokerConnection | undefined;
  let maxPacketSize: number | undefined;
  let closed = false;

  const currentConnection = (): BrokerConnection | undefined => connection;
  const currentMaxPacketSize = (): number | undefined => maxPacketSize;
  const queue = createPublishQueue(currentConnection, store, clock, log, (topic) => statePublisher.mayStillAppear(topic));
  const catalog = createHostCatalog(host);
  const translations = createEntityTranslations(options.language, catalog.findPlugin);
  const privateTexts = options.bodies ? undefined : createPrivateTexts(catalog.findPlugin);
  const statePublisher = createStatePublisher({
    host,
    catalog,
    translations,
    log,
    options,
    topics,
    prefix,
    store,
    queue,
    clientId,
    maxPacketSize: currentMaxPacketSize,
    privateTexts,
  });
  const eventPublisher = createEventPublisher({
    host,
    topics,
    store,
    privateTexts,
    clock,
    log,
    connection: currentConnection,
  });
  const callHandler = createCallHandler({
    host,
    topics,
    log,
    connection: currentConnection,
    maxPacketSize: currentMaxPacketSize,
    findService: catalog.findService,
    translations,
    onControlCallEnd: statePublisher.republishSensor,
  });
  const checkBaseTopic = createBaseTopicCheck(clientId, topics.base, log);

  /** Publishes everything again, because the broker or Home Assistant may have lost it. */
  const republishAll = (): void => {
    queue.resend();
    void statePublisher.publishAll();
  };
  const births = createBirthMessages(clock, republishAll);
  function onMqttSession(sessionPresent: boolean): void {
    if (sessionPresent) callHandler.onReconnected((clock.now().getTime() - store.lastConnectedAt) / 1_000);
  }
  function onConnected(limits: BrokerLimits): void {
    maxPacketSize = limits.maxPacketSize;
    recordConnection();
    // The broker delivers this message after those that it had queued.
    void connection?.publish(topics.backlogMarker, startedAt).catch(() => {});
    republishAll();
    callHandler.flush();
    eventPublisher.flush();
  }
  function onDisconnected(): void {
    store.lastConnectedAt = clock.now().getTime();
  }
  function onMessage(message: IncomingMqttMessage): void {
    const { topic, payload, packet } = message;
    if (prefix !== undefined && topic === `${prefix}/status`) {
      // A retained birth message arrives when this hub connects, and then everything is being published anyway.
      if (payload.toString() === "online" && !packet.retain) births.onBirth();
      return;
    }
    const parsedTopic = topics.parse(topic);
    if (parsedTopic?.kind === "hub") checkBaseTopic(payload.toString());
    else if (parsedTopic?.kind === "backlog-marker") {
      if (payload.toString() === startedAt) callHandler.onBacklogDelivered();
    } else if (parsedTopic?.kind === "call" || parsedTopic?.kind === "set" || parsedTopic?.kind === "notify") {
      if (!closed) callHandler.handle(parsedTopic, message);
    }
  }

  /** Saves the time now and then, so that a killed hub also knows how long it was offline. */
  const recordConnection = (): void => {
    const now = clock.now().getTime();
    if (!connection?.connected || now - store.lastConnectedAt < refreshInterval / 2) return;
    store.lastConnectedAt = now;
    void store.save();
  };
  const refresh = (): void => {
    recordConnection();
    cancelRefresh = clock.after(refreshInterval, refresh);
    refreshScheduled = false;
    statePublisher.refreshAccounts();
  };
  /** A plugin's problem may end shortly after a change, when its data has arrived. */
  const scheduleRefresh = (): void => {
    if (refreshScheduled) return;
    refreshScheduled = true;
    cancelRefresh();
    cancelRefresh = clock.after(refreshDelay, refresh);
  };
  let refreshScheduled = false;
  let cancelRefresh = clock.after(refreshInterval, refresh);
  const unsubscribeSensors = host.onSensor((snapshot) => {
    statePublisher.onSensorChanged(snapshot);
    scheduleRefresh();
  });
  const unsubscribeEvents = host.events.subscribe((event) => {
    if (event.type.startsWith("account/")) statePublisher.schedulePublishAll();
    eventPublisher.flush();
    scheduleRefresh();
  });
  const unsubscribeAccounts = host.onAccount(() => {
    statePublisher.schedulePublishAll();
    scheduleRefresh();
  });
  await statePublisher.publishAll();
  connection = openBrokerConnection({
    options,
    clientId,
    will: { topic: topics.status, payload: "offline" },
    subscriptions: [...topics.subscriptions, ...(prefix === undefined ? [] : [`${prefix}/status`])],
    clock,
    log,
    onMqttSession,
    onConnected,
    onDisconnected,
    onMessage,
  });

  return {
    get connected() {
      return connection?.connected ?? false;
    },
    get problem() {
      return connection?.problem;
    },
    get pendingCount() {
      const busy = [eventPublisher.isPublishing, statePublisher.isPublishing, births.isPending].filter(Boolean).length;
      return queue.pendingCount + callHandler.pendingCount + busy;
    },
    async close() {
      closed = true;
      unsubscribeSensors();
      unsubscribeEvents();
      unsubscribeAccounts();
      cancelRefresh();
      births.stop();
      let cancelTimeout = (): void => {};
      const timeout = new Promise<void>((resolve) => {
        cancelTimeout = clock.after(closeTimeout, resolve);
      });
      await Promise.race([callHandler.settled(), timeout]);
      cancelTimeout();
      if (connection?.connected) {
        store.lastConnectedAt = clock.now().getTime();
        await connection.publish(topics.status, "offline", { retain: true }).catch(() => {});
      }
      await connection?.close();
      await store.save();
    },
  };
}
