import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Clock } from "@casement/core";
import { heartbeatMs, type WakeUp } from "../protocol/relay-protocol.ts";
import { createTokenBucket } from "../protocol/token-bucket.ts";
import { createWaitingWakeUps } from "./waiting-wake-ups.ts";

/** A hub that has proven its key: its stream, and what waits for it. */
export interface RelayedHub {
  /** Sends it to the hub, now or when it is back. */
  pass(wakeUps: readonly WakeUp[]): void;
  /** Whether a request for the hub may be taken now. If not, the hub is told that something was missed. */
  mayPass(): boolean;
  /** Says that something for the hub was not passed. */
  drop(): void;
  /** Begins its stream, which replaces an older one. */
  open(response: ServerResponse, lastId: string | undefined): void;
  readonly isConnected: boolean;
  /** Since when it has no stream (ms). Undefined while it has one. */
  readonly goneSince: number | undefined;
  close(): void;
}

/** Requests for one hub at once, and a second afterward. */
const burst = 1_000;
const perSecond = 50;
/** What a stream may hold because the hub does not read it (bytes). */
const maxUnsentBytes = 1024 * 1024;
/** Shortest time between two reports that something was missed (ms). */
const missedGapMs = 15_000;

export function createRelayedHub(clock: Clock): RelayedHub {
  const waiting = createWaitingWakeUps(clock, randomBytes(6).toString("hex"));
  const bucket = createTokenBucket(clock, burst, perSecond);
  let stream: ServerResponse | undefined;
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
  const reportMissed = (): void => write(`event: missed\nid: ${waiting.lastId}\ndata: {}\n\n`);
  return {
    pass(wakeUps) {
      if (wakeUps.length === 0) return;
      const { id } = waiting.add(wakeUps);
      write(`event: changed\nid: ${id}\ndata: ${JSON.stringify({ value: wakeUps })}\n\n`);
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
        reportMissed();
      });
    },
    open(response, lastId) {
      if (stream) end();
      stream = response;
      goneSince = undefined;
      response.once("close", () => {
        if (stream === response) end();
      });
      write(":\n\n");
      const batches = waiting.after(lastId);
      if (batches)
        for (const { id, wakeUps } of batches) write(`event: changed\nid: ${id}\ndata: ${JSON.stringify({ value: wakeUps })}\n\n`);
      else reportMissed();
      beat();
    },
    get isConnected() {
      return stream !== undefined;
    },
    get goneSince() {
      return goneSince;
    },
    close() {
      stopReporting?.();
      end();
    },
  };
}
