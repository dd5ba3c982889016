import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Clock } from "@casement/core";
import { heartbeatMs, type WakeUp } from "../protocol/relay-protocol.ts";
import { createTokenBucket } from "../protocol/token-bucket.ts";
import { createWaitingWakeUps, type WakeUpBatch } from "./waiting-wake-ups.ts";

/** A hub that has proven its key: its stream, and what waits for it. */
export interface RelayedHub {
  /** Sends it to the hub, now or when it is back. */
  pass(wakeUps: readonly WakeUp[]): void;
  /** Whether a request for the hub may be taken now. If not, the hub is told that something was missed. */
  mayPass(): boolean;
  /** Says that something for the hub was not passed. */
  drop(): void;
  /** Begins its stream, which replaces an older one. `client`: who has opened it, if that is known. */
  open(response: ServerResponse, lastId: string | undefined, client: string | undefined): void;
  readonly isConnected: boolean;
  /** Since when it has no stream (ms). Undefined while it has one. */
  readonly goneSince: number | undefined;
  /** Who opened its last stream, if that is known. */
  readonly client: string | undefined;
  /** What it holds in memory. */
  readonly bytes: number;
  /** Frees its memory. It connects again, and reads everything once. */
  relieve(): void;
  close(): void;
}

/** Requests for one hub at once, and a second afterward. */
const burst = 1_000;
const perSecond = 50;
/** What a stream may hold because the hub does not read it (bytes). */
const maxUnsentBytes = 512 * 1024;
/** Shortest time between two reports that something was missed (ms). */
const missedGapMs = 15_000;

/** `onBytes`: called after something was added to its memory. */
export function createRelayedHub(clock: Clock, onBytes: (count: number) => void): RelayedHub {
  const waiting = createWaitingWakeUps(clock, randomBytes(6).toString("hex"));
  const bucket = createTokenBucket(clock, burst, perSecond);
  let stream: ServerResponse | undefined;
  let client: string | undefined;
  let goneSince: number | undefined = clock.now().getTime();
  let stopHeartbeat = (): void => {};
  let stopReporting: (() => void) | undefined;

  const end = (): void => {
    stopHeartbeat();
    const ended = stream;
    stream = undefined;
    goneSince = clock.now().getTime();
    ended?.destroy();
  };
  const write = (text: string): void => {
    if (!stream) return;
    stream.write(text);
    // It connects again, and gets what it has not received.
    if (stream.writableLength > maxUnsentBytes) end();
  };
  const beat = (): void => {
    stopHeartbeat = clock.after(heartbeatMs, () => {
      write(":\n\n");
      if (stream) beat();
    });
  };
  const report = ({ id, data }: WakeUpBatch): void => write(`event: changed\nid: ${id}\ndata: ${data}\n\n`);
  const reportMissed = (): void => write(`event: missed\nid: ${waiting.lastId}\ndata: {}\n\n`);
  return {
    pass(wakeUps) {
      if (wakeUps.length === 0) return;
      const batch = waiting.add(wakeUps);
      report(batch);
      onBytes(batch.data.length);
    },
    mayPass() {
      if (bucket.take()) return true;
      this.drop();
      return false;
    },
    drop() {
      waiting.drop();
      stopReporting ??= clock.after(missedGapMs, () => {
        stopReporting = undefined;
        // An event of its own: a hub that has received only what came before it is told when it is back.
        waiting.drop();
        reportMissed();
      });
    },
    open(response, lastId, openedBy) {
      if (stream) end();
      stream = response;
      client = openedBy;
      goneSince = undefined;
      response.once("close", () => {
        if (stream === response) end();
      });
      write(":\n\n");
      const batches = waiting.after(lastId);
      if (batches) for (const batch of batches) report(batch);
      else reportMissed();
      beat();
    },
    relieve() {
      waiting.drop();
      end();
    },
    get isConnected() {
      return stream !== undefined;
    },
    get goneSince() {
      return goneSince;
    },
    get client() {
      return client;
    },
    get bytes() {
      return waiting.bytes + (stream?.writableLength ?? 0);
    },
    close() {
      stopReporting?.();
      end();
    },
  };
}
