import { CasementError, type Clock, type Logger } from "@casement/core";
import type { IClientOptions, IPublishPacket, MqttClient } from "mqtt";
import type { MqttOptions } from "../mqtt-options.ts";
import { brokerAddress } from "./broker-address.ts";
import { isVersionRefusal, refusal, tooLarge } from "./refusal.ts";

export interface Incoming {
  readonly topic: string;
  readonly payload: Buffer;
  readonly packet: IPublishPacket;
}

export interface Up {
  /** Largest message the broker takes, in bytes. */
  readonly maxPacket: number | undefined;
}

export interface Publication {
  readonly retain?: boolean;
  readonly correlationData?: Buffer | undefined;
}

export interface ConnectionOptions {
  readonly options: MqttOptions;
  readonly clientId: string;
  readonly will: { readonly topic: string; readonly payload: string };
  readonly subscriptions: readonly string[];
  readonly clock: Clock;
  readonly log: Logger;
  /** Before anything comes in. `sessionPresent`: what was sent to us meanwhile waited at the broker, and comes now. */
  onSession(sessionPresent: boolean): void;
  onUp(up: Up): void;
  onDown(): void;
  onMessage(message: Incoming): void;
}

export interface Connection {
  readonly up: boolean;
  /** Why it is down. */
  readonly problem: string | undefined;
  /** At least once; resolves when the broker has it. Rejects when the connection is lost before that, or the broker refuses it. */
  publish(topic: string, payload: string, publication?: Publication): Promise<void>;
  close(): Promise<void>;
}

/** Attempts to reconnect: after one second, then twice as long each time (ms). */
const firstPause = 1_000;
const longestPause = 60_000;
/** How long the broker keeps what is sent to us while we are away (s). */
const sessionExpiry = 24 * 3_600;
/** What a message needs beside its topic and payload, at most (bytes). */
const headers = 32;

/**
 * A connection that comes back by itself. Each one is a client of its own: what was under way when the last one broke is not sent again
 * behind our back, since by then it may be wrong.
 */
export function openConnection({
  options,
  clientId,
  will,
  subscriptions,
  clock,
  log,
  onSession,
  onUp,
  onDown,
  onMessage,
}: ConnectionOptions): Connection {
  const address = brokerAddress(options);
  const random = options.random ?? Math.random;
  // A third of a second that a starting hub need not wait for.
  const library = import("mqtt");
  let version: 4 | 5 = options.protocol === "3.1.1" ? 4 : 5;
  let client: MqttClient | undefined;
  let up = false;
  let maxPacket: number | undefined;
  let closing = false;
  let failures = 0;
  let problem: string | undefined = "not connected yet";
  let told: string | undefined;
  let stopWaiting = (): void => {};
  const outstanding = new Set<(error: Error) => void>();

  const clientOptions = (): IClientOptions => ({
    ...address.credentials,
    clientId,
    protocolVersion: version,
    // It would hold every possible number as a buffer of its own, several megabytes.
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
    ...(version === 5 && { properties: { sessionExpiryInterval: sessionExpiry } }),
  });

  async function attempt(): Promise<void> {
    const { MqttClient, connect } = await library;
    if (closing) return;
    const stream = options.stream as never;
    const current = options.stream ? new MqttClient(stream, clientOptions()) : connect(address.url, clientOptions());
    client = current;
    let failure: unknown;
    current.on("error", (error) => {
      failure ??= error;
    });
    // What waited may come before the client calls itself connected.
    current.on("packetreceive", (packet) => {
      if (packet.cmd === "connack") onSession(packet.sessionPresent);
    });
    current.on("message", (topic, payload, packet) => onMessage({ topic, payload, packet }));
    current.once("connect", ({ properties }) => {
      current.subscribe([...subscriptions], { qos: 1, rh: 0 }, (error, granted) => {
        const refused = granted?.filter(({ qos }) => qos >= 128).map(({ topic }) => topic) ?? [];
        if (refused.length > 0 || (error && current.connected))
          log.warn(`MQTT: the broker does not let this hub read ${refused.join(", ") || "its topics"}. Correct the broker's access list.`);
        if (!current.connected || closing) return;
        up = true;
        failures = 0;
        problem = undefined;
        if (told !== undefined) log.info(`MQTT: connected to ${address.name}.`);
        told = undefined;
        maxPacket = properties?.maximumPacketSize;
        onUp({ maxPacket });
      });
    });
    current.once("disconnect", (packet) => {
      failure ??= { code: packet.reasonCode };
    });
    current.once("close", () => lost(failure));
  }

  function lost(failure: unknown): void {
    const was = up;
    up = false;
    for (const fail of [...outstanding]) fail(unreachable());
    client?.end(true);
    if (was) onDown();
    if (closing) return;
    if (!was && version === 5 && options.protocol === undefined && isVersionRefusal(failure)) {
      version = 4;
      void attempt();
      return;
    }
    problem = refusal(failure);
    // Once for every reason, not once for every attempt.
    if (told !== problem) log.warn(`MQTT: no connection to ${address.name}: ${problem}. Trying again until it works.`);
    told = problem;
    const pause = Math.min(longestPause, firstPause * 2 ** Math.min(failures++, 10)) * (0.5 + random() / 2);
    stopWaiting = clock.after(pause, () => void attempt());
  }

  const unreachable = () => new CasementError("stopped", `There is no connection to the MQTT broker ${address.name}.`);

  void attempt();
  return {
    get up() {
      return up;
    },
    get problem() {
      return problem;
    },
    publish(topic, payload, { retain = false, correlationData } = {}) {
      const current = client;
      if (!up || !current) return Promise.reject(unreachable());
      // The broker would cut the connection, and again whenever it is sent.
      const bytes = Buffer.byteLength(topic) + Buffer.byteLength(payload) + (correlationData?.length ?? 0) + headers;
      if (bytes > (maxPacket ?? Number.POSITIVE_INFINITY)) return Promise.reject(tooLarge());
      return new Promise((resolve, reject) => {
        const settle = (error?: Error | null): void => {
          outstanding.delete(settle);
          if (error) reject(error);
          else resolve();
        };
        outstanding.add(settle);
        const properties = version === 5 && correlationData ? { properties: { correlationData } } : {};
        current.publish(topic, payload, { qos: 1, retain, ...properties }, settle);
      });
    },
    async close() {
      closing = true;
      stopWaiting();
      await client?.endAsync(!up);
      up = false;
    },
  };
}
