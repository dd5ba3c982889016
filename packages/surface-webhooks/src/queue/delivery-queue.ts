import type { Clock, Logger } from "@casement/core";
import { retryDelay } from "../delivery/retry-delay.ts";
import type { DeliveryOutcome } from "../delivery/send-delivery.ts";
import type { QueuedMessage } from "./queued-message.ts";
import type { WebhookStatus } from "./webhook-status.ts";
import { forgetFailure, type StoredWebhook } from "./webhook-store.ts";

export interface DeliveryQueueOptions {
  readonly name: string;
  /** The stored part. The queue changes it. */
  readonly stored: StoredWebhook;
  /** Whether a message is on the disk. Until then it is not sent: after a kill it would come again with another id. */
  readonly hasSaved: (message: QueuedMessage) => boolean;
  /** Saves within a second. */
  readonly scheduleSave: () => void;
  readonly send: (message: QueuedMessage) => Promise<DeliveryOutcome>;
  /** The webhook failed for long. `accounts`: those whose messages failed. */
  readonly onSwitchedOff: (accounts: ReadonlySet<string>, failingSince: string, reason: string) => void;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
}

/** The messages of one webhook. Each lane is delivered in order; a lane that fails waits alone. */
export interface DeliveryQueue {
  /** Adds a message. Save, then call `deliver`. */
  add(message: QueuedMessage): void;
  deliver(): void;
  /** Notes the outcome of a test. If it was delivered, a webhook that was switched off is on again. */
  test(outcome: DeliveryOutcome): void;
  /** Tries again now what failed. A webhook that was switched off is on again. */
  recover(): void;
  status(): WebhookStatus;
  readonly isSending: boolean;
  close(): void;
}

/** Number of messages that wait at most, and their bytes. The oldest are dropped. */
export const maxWaiting = 1_000;
export const maxWaitingBytes = 4 * 1_024 * 1_024;
/** How long a message is tried, and how long a webhook may fail (ms). */
const messageLifetime = 24 * 60 * 60_000;
const webhookLifetime = 3 * 24 * 60 * 60_000;
/** A longer time between two attempts was a pause: the hub or the machine did not run, nothing waited, or the clock was set (ms). */
const longestGap = 2 * 60 * 60_000;
const maxConcurrent = 4;
/** After a longer failure, a success wakes the lanes that wait (ms). */
const outage = 60_000;

export function createDeliveryQueue(options: DeliveryQueueOptions): DeliveryQueue {
  const { name, stored, hasSaved, scheduleSave, send, onSwitchedOff, clock, random, log } = options;
  /** By lane. */
  const sending = new Map<string, QueuedMessage>();
  /** Whose messages failed since `failingSince`. */
  const concerned = new Set<string>();
  const failures = new Map<string, number>();
  const waits = new Map<string, () => void>();
  const counts = { delivered: 0, failedAttempts: 0, dropped: 0 };
  let bytes = stored.messages.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
  let hasWarned = false;
  let closed = false;
  const now = (): number => clock.now().getTime();

  const remove = (message: QueuedMessage): void => {
    const index = stored.messages.indexOf(message);
    if (index < 0) return;
    stored.messages.splice(index, 1);
    bytes -= Buffer.byteLength(message.body);
    scheduleSave();
  };
  const drop = (message: QueuedMessage, why: string): void => {
    remove(message);
    counts.dropped++;
    if (!hasWarned) log.warn(`Webhook ${name}: messages are dropped, because ${why}. ${stored.reason ?? "It is slow"}.`);
    hasWarned = true;
  };
  const wakeAll = (): void => {
    for (const cancel of waits.values()) cancel();
    waits.clear();
  };
  const endFailure = (): void => {
    hasWarned = false;
    concerned.clear();
    forgetFailure(stored);
  };

  function note(outcome: DeliveryOutcome): void {
    if (outcome.delivered) stored.deliveredAt = now();
    else stored.lastFailure = { at: now(), reason: outcome.reason };
    scheduleSave();
  }

  function recover(): void {
    failures.clear();
    wakeAll();
    endFailure();
    // What changed meanwhile was not queued, so the next value of each sensor is the one to compare with.
    if (stored.off) stored.seen = {};
    stored.off = undefined;
    scheduleSave();
    deliver();
  }

  function deliver(): void {
    if (closed || stored.off) return;
    const lanes = new Set<string>();
    for (const message of [...stored.messages]) {
      if (sending.size >= maxConcurrent) return;
      if (lanes.has(message.lane) || sending.has(message.lane) || waits.has(message.lane)) continue;
      if (now() - message.at > messageLifetime) {
        drop(message, "they could not be delivered for 24 hours");
        continue;
      }
      lanes.add(message.lane);
      // Whoever added it saves it, and then calls again.
      if (!hasSaved(message)) continue;
      sending.set(message.lane, message);
      void attempt(message);
    }
  }

  async function attempt(message: QueuedMessage): Promise<void> {
    const { lane } = message;
    const outcome = await send(message);
    sending.delete(lane);
    if (closed || stored.off) return;
    note(outcome);
    if (outcome.delivered) {
      counts.delivered++;
      failures.delete(lane);
      remove(message);
      if (stored.failingSince !== undefined && now() - stored.failingSince > outage) wakeAll();
      endFailure();
    } else fail(message, outcome);
    deliver();
  }

  function fail({ lane, account }: QueuedMessage, { reason, retryAfter, gone }: DeliveryOutcome & { delivered: false }): void {
    counts.failedAttempts++;
    concerned.add(account);
    if (stored.failingSince === undefined && !gone) log.warn(`Webhook ${name}: a delivery failed. ${reason}. It is repeated for 24 hours.`);
    const gap = now() - (stored.failedAt ?? now());
    stored.failingFor = (stored.failingFor ?? 0) + Math.min(Math.max(gap, 0), longestGap);
    stored.failedAt = now();
    stored.failingSince ??= now();
    stored.reason = reason;
    scheduleSave();
    if (gone || stored.failingFor >= webhookLifetime) {
      switchOff(stored.failingSince, reason);
      return;
    }
    const count = (failures.get(lane) ?? 0) + 1;
    failures.set(lane, count);
    const wake = (): void => {
      waits.delete(lane);
      deliver();
    };
    waits.set(lane, clock.after(retryDelay(count, random, retryAfter), wake));
  }

  function switchOff(failingSince: number, reason: string): void {
    for (const { account } of stored.messages) concerned.add(account);
    counts.dropped += stored.messages.length;
    stored.messages.length = 0;
    bytes = 0;
    stored.off = true;
    wakeAll();
    log.error(`Webhook ${name} was switched off. ${reason}. When that is solved, run  casement webhooks test ${name}`);
    onSwitchedOff(new Set(concerned), new Date(failingSince).toISOString(), reason);
  }

  return {
    add(message) {
      if (stored.off) return;
      stored.messages.push(message);
      bytes += Buffer.byteLength(message.body);
      for (const oldest of [...stored.messages]) {
        if (stored.messages.length <= maxWaiting && bytes <= maxWaitingBytes) break;
        if (sending.get(oldest.lane) !== oldest) drop(oldest, "too many wait");
      }
    },
    deliver,
    test(outcome) {
      note(outcome);
      if (outcome.delivered) recover();
    },
    recover,
    status() {
      const { failingSince, reason, off, messages, deliveredAt, lastFailure } = stored;
      const timeOf = (ms: number): string => new Date(ms).toISOString();
      return {
        name,
        state: off ? "off" : failingSince === undefined ? "working" : "failing",
        ...(failingSince !== undefined && { failingSince: timeOf(failingSince) }),
        ...(deliveredAt !== undefined && { lastDelivery: timeOf(deliveredAt) }),
        ...(lastFailure && { lastFailure: { ...lastFailure, at: timeOf(lastFailure.at) } }),
        ...(reason !== undefined && { reason }),
        waiting: messages.length,
        ...counts,
      };
    },
    get isSending() {
      return sending.size > 0;
    },
    close() {
      closed = true;
      wakeAll();
    },
  };
}
