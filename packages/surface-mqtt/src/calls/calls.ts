import { CasementError, type Logger } from "@casement/core";
import type { Host, ServiceInfo } from "@casement/host";
import type { Connection, Incoming } from "../connection/connection.ts";
import type { Words } from "../discovery/words.ts";
import type { Incoming as Meaning, Topics } from "../topics.ts";
import { readBody, readRequest, replyAddress } from "./call-request.ts";
import { controlCall, notifyCall } from "./control-input.ts";
import { createRecentCalls } from "./recent-calls.ts";
import { createReplies, failed } from "./replies.ts";

export interface CallsOptions {
  readonly host: Host;
  readonly topics: Topics;
  readonly log: Logger;
  readonly connection: () => Connection | undefined;
  readonly maxPacket: () => number | undefined;
  readonly service: (account: string, id: string) => ServiceInfo | undefined;
  readonly words: Words;
  /** A call to a sensor's `set` topic ended: Home Assistant is told the state again. */
  readonly onControl: (sensor: string) => void;
}

type Call = Extract<Meaning, { kind: "call" | "set" | "notify" }>;

export interface Calls {
  /** Seconds that the hub was away: longer than a little, what waited is refused until `current`. */
  away(seconds: number): void;
  /** What comes from now on was sent while the hub was there. */
  current(): void;
  take(meaning: Call, message: Incoming): void;
  flush(): void;
  readonly running: number;
  settled(): Promise<void>;
}

/** A call that waited no longer than this (s) is still meant: a broker that restarts. */
const longestWait = 120;

/** Refreshing is the surface's, as it is HTTP's: `account/refresh` with `sensor: plugin/sensor`, or everything. */
export const refreshService = "account/refresh";

/** Calls that come by topic. A message counts as taken when it arrives, so a crash loses a call rather than doing it twice. */
export function createCalls({ host, topics, log, connection, maxPacket, service, words, onControl }: CallsOptions): Calls {
  const recent = createRecentCalls();
  const replies = createReplies(connection, maxPacket, log);
  const running = new Set<Promise<void>>();
  let away: number | undefined;
  /** What an earlier process was given is not known. */
  let justStarted = true;

  function refuse(message: Incoming, meaning: Call): void {
    const { packet } = message;
    if (packet.retain)
      throw new CasementError(
        "input-invalid",
        `The message at ${message.topic} is a retained one, which would be done again at every start. Delete it and send calls without retain.`,
      );
    if (away !== undefined)
      throw new CasementError(
        "stopped",
        `The hub was away for ${Math.round(away)} s when this call came, so it was not done. Send it again if it is still meant.`,
      );
    const repeatable = meaning.kind !== "set" && service(meaning.account, meaning.service)?.repeatable === true;
    if (packet.dup && justStarted && !repeatable)
      throw new CasementError(
        "outcome-unknown",
        "The broker delivers this call a second time, and the hub has restarted since. Look whether it was done before you repeat it.",
      );
  }

  async function perform(meaning: Call, message: Incoming): Promise<unknown> {
    refuse(message, meaning);
    const { account: name } = meaning;
    const account = host.account(name);
    if (meaning.kind !== "call") {
      const text = message.payload.toString("utf8");
      const its = (id: string) => service(name, id);
      const call =
        meaning.kind === "set"
          ? controlCall(host.sensor(`${name}/${meaning.sensor}`), text, its, words)
          : notifyCall(meaning.service, meaning.sensor, text, its);
      return account.call(call.service, call.input, { via: "mqtt" });
    }
    const { input } = readRequest(message, topics.isInput);
    if (meaning.service !== refreshService) return account.call(meaning.service, input, { via: "mqtt" });
    await account.refresh(typeof input.sensor === "string" ? input.sensor : undefined);
    return null;
  }

  async function answer(meaning: Call, message: Incoming): Promise<void> {
    const reply = meaning.kind !== "set" ? replyAddress(message, readBody(message)) : undefined;
    const usable = reply && !/[+#\0]/.test(reply.topic) && reply.topic !== "" && !topics.isInput(reply.topic) ? reply : undefined;
    const what = meaning.kind !== "set" ? { service: meaning.service } : { sensor: meaning.sensor };
    try {
      const result = await perform(meaning, message);
      if (usable) replies.send(usable, { ok: true, result: result ?? null });
    } catch (error) {
      const failure = failed(error);
      const { code } = failure.error as { code: string };
      log.warn(`MQTT: a call of ${meaning.account} ${Object.values(what)[0]} failed: ${code}`);
      if (usable) replies.send(usable, failure);
      else if (host.accounts.some(({ name }) => name === meaning.account))
        void connection()
          ?.publish(topics.account(meaning.account).error, JSON.stringify({ ...what, error: failure.error }))
          .catch(() => {});
    }
    if (meaning.kind === "set") onControl(`${meaning.account}/${meaning.sensor}`);
  }

  return {
    away(seconds) {
      away = seconds > longestWait ? seconds : undefined;
    },
    current() {
      away = undefined;
      justStarted = false;
    },
    take(meaning, message) {
      // What was done is not done again, and its answer is on its way.
      if (recent.seen(message)) return;
      const call = answer(meaning, message).finally(() => running.delete(call));
      running.add(call);
    },
    flush: () => replies.flush(),
    get running() {
      return running.size + replies.waiting;
    },
    async settled() {
      await Promise.allSettled(running);
    },
  };
}
