import { CasementError, type Clock, type Logger } from "@casement/core";
import type { IClientOptions, IPublishPacket, MqttClient } from "mqtt";
import type { MqttOptions } from "../mqtt-options.ts";
import { parseBrokerAddress } from "./broker-address.ts";
import { createPacketTooLargeError, describeConnectionError, isPacketRefusal, isUnsupportedProtocolError } from "./broker-errors.ts";

export interface IncomingMqttMessage {
  readonly topic: string;
  readonly payload: Buffer;
  readonly packet: IPublishPacket;
}

export interface BrokerLimits {
  /** Largest packet that the broker accepts, in bytes. Undefined: no limit. */
  readonly maxPacketSize: number | undefined;
}

export interface PublishOptions {
  readonly retain?: boolean;
  readonly correlationData?: Buffer | undefined;
}

export interface BrokerConnectionOptions {
  readonly options: MqttOptions;
  readonly clientId: string;
  readonly will: { readonly topic: string; readonly payload: string };
  readonly subscriptions: readonly string[];
  readonly clock: Clock;
  readonly log: Logger;
  /** Called before the first message of a connection. `sessionPresent`: the broker now delivers the messages that it queued for this hub. */
  onMqttSession(sessionPresent: boolean): void;
  onConnected(limits: BrokerLimits): void;
  onDisconnected(): void;
  onMessage(message: IncomingMqttMessage): void;
}

export interface BrokerConnection {
  readonly connected: boolean;
  /** Why there is no connection. */
  readonly problem: string | undefined;
  /** With QoS 1. Resolves with the broker's acknowledgment. Rejects if the connection is lost first or the broker rejects the message. */
  publish(topic: string, payload: string, options?: PublishOptions): Promise<void>;
  close(): Promise<void>;
}

/** Pause before the first attempt to reconnect (ms). It doubles with each attempt, up to the maximum. */
const firstRetryDelay = 1_000;
const maxRetryDelay = 60_000;
/** After a connection that lasted this long, the pauses begin again with the first (ms). */
const stableAfter = 60_000;
/** How long the broker queues messages for this hub while it is offline (s). */
const mqttSessionExpiry = 24 * 3_600;
/** What a packet has besides topic and payload, at most (bytes). */
const maxPacketOverhead = 32;

/**
 * A connection that reconnects automatically. Each attempt uses a new MQTT client: the library would otherwise resend messages of the lost
 * connection on its own, and by then they may be out of date.
 */
export function openBrokerConnection({
  options,
  clientId,
  will,
  subscriptions,
  clock,
  log,
  onMqttSession,
  onConnected,
  onDisconnected,
  onMessage,
}: BrokerConnectionOptions): BrokerConnection {
  const address = parseBrokerAddress(options);
  const random = options.random ?? Math.random;
  // Loading takes a third of a second. A starting hub need not wait for it.
  const library = import("mqtt");
  let protocolVersion: 4 | 5 = options.protocol === "3.1.1" ? 4 : 5;
  let client: MqttClient | undefined;
  let connected = false;
  let maxPacketSize: number | undefined;
  let closing = false;
  let failures = 0;
  let connectedAt = 0;
  let problem: string | undefined = "not connected yet";
  let loggedProblem: string | undefined;
  let cancelRetry = (): void => {};
  const unacknowledged = new Set<(error: Error) => void>();

  const clientOptions = (): IClientOptions => ({
    ...address.credentials,
    clientId,
    protocolVersion,
    // The cache holds a buffer for every possible number: several megabytes.
    writeCache: false,
    clean: false,
    reconnectPeriod: 0,
    connectTimeout: 15_000,
    keepalive: 30,
    resubscribe: false,
    queueQoSZero: false,
    timerVariant: "native",
    will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: true },
    ...(options.ca !== undefined && { ca: options.ca }),
    ...(options.cert !== undefined && { cert: options.cert }),
    ...(options.key !== undefined && { key: options.key }),
    rejectUnauthorized: options.verify ?? true,
    ...(protocolVersion === 5 && { properties: { sessionExpiryInterval: mqttSessionExpiry } }),
  });

  async function connectOnce(): Promise<void> {
    const { MqttClient, connect } = await library;
    if (closing) return;
    const stream = options.stream as never;
    const current = options.stream ? new MqttClient(stream, clientOptions()) : connect(address.url, clientOptions());
    client = current;
    let failure: unknown;
    current.on("error", (error) => {
      failure ??= error;
    });
    // Queued messages may arrive before the client emits "connect".
    current.on("packetreceive", (packet) => {
      if (packet.cmd === "connack") onMqttSession(packet.sessionPresent);
    });
    current.on("message", (topic, payload, packet) => onMessage({ topic, payload, packet }));
    current.once("connect", ({ properties }) => {
      current.subscribe([...subscriptions], { qos: 1, rh: 0 }, (error, granted) => {
        const refused = granted?.filter(({ qos }) => qos >= 128).map(({ topic }) => topic) ?? [];
        if (refused.length > 0 || (error && current.connected))
          log.warn(
            `MQTT: the broker does not let this hub subscribe to ${refused.join(", ") || "its topics"}. Correct the broker's access list.`,
          );
        if (!current.connected || closing) return;
        connected = true;
        connectedAt = clock.now().getTime();
        problem = undefined;
        if (loggedProblem !== undefined) log.info(`MQTT: connected to ${address.name}.`);
        loggedProblem = undefined;
        maxPacketSize = properties?.maximumPacketSize;
        onConnected({ maxPacketSize });
      });
    });
    current.once("disconnect", (packet) => {
      failure ??= { code: packet.reasonCode };
    });
    current.once("close", () => handleClose(failure));
  }

  function handleClose(failure: unknown): void {
    const wasConnected = connected;
    connected = false;
    if (wasConnected && clock.now().getTime() - connectedAt >= stableAfter) failures = 0;
    for (const reject of [...unacknowledged]) reject(createConnectionLostError(failure));
    client?.end(true);
    if (wasConnected) onDisconnected();
    if (closing) return;
    if (!wasConnected && protocolVersion === 5 && options.protocol === undefined && isUnsupportedProtocolError(failure)) {
      protocolVersion = 4;
      void connectOnce();
      return;
    }
    problem = describeConnectionError(failure);
    // Log each problem once, not with every attempt.
    if (loggedProblem !== problem) log.warn(`MQTT: no connection to ${address.name}: ${problem}. Retrying until it works.`);
    loggedProblem = problem;
    const delay = Math.min(maxRetryDelay, firstRetryDelay * 2 ** Math.min(failures++, 10)) * (0.5 + random() / 2);
    cancelRetry = clock.after(delay, () => void connectOnce());
  }

  /** `details.packetRefused`: the broker closed it because of a packet, as far as it says so (MQTT 5). */
  const createConnectionLostError = (failure: unknown) =>
    new CasementError("stopped", `The connection to the MQTT broker ${address.name} was lost.`, {
      details: { packetRefused: isPacketRefusal(failure) },
    });
  const createNotConnectedError = () => new CasementError("stopped", `There is no connection to the MQTT broker ${address.name}.`);

  void connectOnce();
  return {
    get connected() {
      return connected;
    },
    get problem() {
      return problem;
    },
    publish(topic, payload, { retain = false, correlationData } = {}) {
      const current = client;
      if (!connected || !current) return Promise.reject(createNotConnectedError());
      // A broker closes the connection when a packet is too large, and does so again at each retry.
      const bytes = Buffer.byteLength(topic) + Buffer.byteLength(payload) + (correlationData?.length ?? 0) + maxPacketOverhead;
      if (bytes > (maxPacketSize ?? Number.POSITIVE_INFINITY)) return Promise.reject(createPacketTooLargeError());
      return new Promise((resolve, reject) => {
        const settle = (error?: Error | null): void => {
          unacknowledged.delete(settle);
          if (error) reject(error);
          else resolve();
        };
        unacknowledged.add(settle);
        const properties = protocolVersion === 5 && correlationData ? { properties: { correlationData } } : {};
        current.publish(topic, payload, { qos: 1, retain, ...properties }, settle);
      });
    },
    async close() {
      closing = true;
      cancelRetry();
      await client?.endAsync(!connected);
      connected = false;
    },
  };
}
