import { isUtf8 } from "node:buffer";
import { CasementError, cutText, invalidInput, type Logger } from "@casement/core";
import { checkFields, type Host, type ServiceInfo } from "@casement/host";
import type { BrokerConnection, IncomingMqttMessage } from "../connection/broker-connection.ts";
import type { EntityTranslations } from "../discovery/entity-translations.ts";
import type { MqttTopics, ParsedTopic } from "../mqtt-topics.ts";
import { toPayload } from "../to-payload.ts";
import { checkResponseTopic, parseCallInput, parseJsonPayload, type ResponseTarget, responseTargetOf } from "./parse-call.ts";
import { createRecentCalls } from "./recent-calls.ts";
import { resolveControlCall, resolveNotifyCall } from "./resolve-call.ts";
import { createResponseQueue, toErrorResponse } from "./response-queue.ts";

export interface CallHandlerOptions {
  readonly host: Host;
  readonly topics: MqttTopics;
  readonly log: Logger;
  readonly connection: () => BrokerConnection | undefined;
  readonly maxPacketSize: () => number | undefined;
  readonly findService: (account: string, id: string) => ServiceInfo | undefined;
  readonly translations: EntityTranslations;
  /** A call to a sensor's `set` topic has ended. The state is published again, so that Home Assistant's control shows it. */
  readonly onControlCallEnd: (sensor: string) => Promise<void>;
}

type CallTopic = Extract<ParsedTopic, { kind: "call" | "set" | "notify" }>;

/** Runs the services that messages call, and publishes responses. */
export interface CallHandler {
  /** The broker is about to deliver queued calls. After a long absence they are rejected, until `onBacklogDelivered`. */
  onReconnected(secondsOffline: number): void;
  /** The broker has delivered its queue: calls from now on are current. */
  onBacklogDelivered(): void;
  handle(topic: CallTopic, message: IncomingMqttMessage): void;
  /** Sends responses that are queued. */
  flush(): void;
  /** Calls that run, and responses that are queued. */
  readonly pendingCount: number;
  /** Resolves when all running calls have ended. */
  settled(): Promise<void>;
}

/** Queued calls are still run after an absence of at most this long (s), such as a restart of the broker. */
const maxSecondsOffline = 120;

/** Every surface offers a refresh itself: `account/refresh` with the optional input `sensor: plugin/sensor`. */
export const refreshService = "account/refresh";
const refreshInput = { type: "object", properties: { sensor: { type: "string" } } };

/** A message is acknowledged when it arrives, so that a crash loses a call and never repeats it. */
export function createCallHandler({
  host,
  topics,
  log,
  connection,
  maxPacketSize,
  findService,
  translations,
  onControlCallEnd,
}: CallHandlerOptions): CallHandler {
  const recentCalls = createRecentCalls();
  const responses = createResponseQueue(connection, maxPacketSize, log);
  const runningCalls = new Set<Promise<void>>();
  let secondsOffline: number | undefined;
  /** Until the broker's queue is delivered, a redelivered call may already have been run by an earlier process. */
  let mayHaveRunBefore = true;

  function rejectUnsafeCall(topic: CallTopic, message: IncomingMqttMessage): void {
    const { packet } = message;
    if (packet.retain)
      throw new CasementError(
        "input-invalid",
        `The message at ${message.topic} is retained, so the call would run again at every start. Delete it and send calls without retain.`,
      );
    if (!isUtf8(message.payload))
      throw new CasementError("input-invalid", `The payload of the message at ${message.topic} is not UTF-8. Send it in that encoding.`);
    if (secondsOffline !== undefined)
      throw new CasementError(
        "stopped",
        `The hub was offline for ${Math.round(secondsOffline)} s when this call was sent, so it was not run. Send it again if you still want it.`,
      );
    const isRepeatable = topic.kind !== "set" && findService(topic.account, topic.service)?.repeatable === true;
    if (packet.dup && mayHaveRunBefore && !isRepeatable)
      throw new CasementError(
        "outcome-unknown",
        "The broker delivered this call again, and the hub has restarted since the first time. Check whether it was run before you repeat it.",
      );
  }

  async function runCall(topic: CallTopic, message: IncomingMqttMessage): Promise<unknown> {
    rejectUnsafeCall(topic, message);
    const { account: name } = topic;
    const account = host.account(name);
    if (topic.kind !== "call") {
      const text = message.payload.toString("utf8");
      const findAccountService = (id: string) => findService(name, id);
      const { service, input } =
        topic.kind === "set"
          ? resolveControlCall(await host.sensor(`${name}/${topic.sensor}`), text, findAccountService, translations)
          : resolveNotifyCall(topic.service, topic.sensor, text, findAccountService);
      return account.call(service, input, { via: "mqtt" });
    }
    const input = parseCallInput(message);
    if (topic.service !== refreshService) return account.call(topic.service, input, { via: "mqtt" });
    const { sensor } = checkFields(refreshService, refreshInput, input).fields;
    if (sensor !== undefined && typeof sensor !== "string") throw invalidInput("sensor", "must be text, such as calendar/family");
    await account.refresh(sensor);
    return null;
  }

  async function runAndRespond(topic: CallTopic, message: IncomingMqttMessage): Promise<void> {
    let target: ResponseTarget | undefined;
    const callee = topic.kind !== "set" ? { service: cutText(topic.service, 100) } : { sensor: cutText(topic.sensor, 100) };
    try {
      const requestedTarget = topic.kind !== "set" ? responseTargetOf(message, parseJsonPayload(message)) : undefined;
      if (requestedTarget) checkResponseTopic(requestedTarget.topic, topics.isReserved);
      target = requestedTarget;
      const result = await runCall(topic, message);
      if (target) responses.send(target, { ok: true, result: result ?? null });
    } catch (error) {
      const response = toErrorResponse(error);
      const { code } = response.error;
      log.warn(`MQTT: a call of ${topic.account} ${Object.values(callee)[0]} failed: ${code}`);
      if (target) responses.send(target, response);
      else await reportFailure(topic.account, callee, error);
    }
    if (topic.kind === "set") await onControlCallEnd(`${topic.account}/${topic.sensor}`);
  }

  /** For calls that named no response topic. */
  async function reportFailure(name: string, callee: { service: string } | { sensor: string }, error: unknown): Promise<void> {
    const account = host.accounts.find((candidate) => candidate.name === name);
    if (!account) return;
    // Everyone on the broker can read the topic, so what Graph said stays out.
    const { details, ...facts } = toErrorResponse(error).error;
    const { graphMessage: _, ...shared } = details ?? {};
    void connection()
      ?.publish(topics.account(name).error, toPayload({ ...callee, error: { ...facts, ...(details && { details: shared }) } }))
      .catch(() => {});
    await account
      .reportFailedCall({ ...callee, via: "mqtt", error })
      .catch(() => log.warn(`MQTT: a failed call of ${name} could not be recorded.`));
  }

  return {
    onReconnected(seconds) {
      secondsOffline = seconds > maxSecondsOffline ? seconds : undefined;
    },
    onBacklogDelivered() {
      secondsOffline = undefined;
      mayHaveRunBefore = false;
    },
    handle(topic, message) {
      // The first delivery is running or has ended, and sends the response.
      if (recentCalls.isRedelivery(message)) return;
      const call = runAndRespond(topic, message).finally(() => runningCalls.delete(call));
      runningCalls.add(call);
    },
    flush: () => responses.flush(),
    get pendingCount() {
      return runningCalls.size + responses.pendingCount;
    },
    async settled() {
      await Promise.allSettled(runningCalls);
    },
  };
}
