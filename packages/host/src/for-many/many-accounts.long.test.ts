import type { ForMany, Logger } from "@casement/core";
import { CasementError } from "@casement/core";
import { createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { createAlarms } from "../async/alarms.ts";
import { createTaskTracker } from "../async/task-tracker.ts";
import { createLocalGroupReads } from "../composition/local-group-reads.ts";
import { createMemberGroup, type GroupMember } from "./reading-group.ts";

const forMany: ForMany<string, unknown> = {
  own: "/me/presence",
  path: "/communications/getPresencesByUserId",
  size: 650,
  scope: "Presence.Read.All",
  when: () => true,
  body: (ids) => ids,
  idOf: (entry) => (entry as { id: string }).id,
};
const accounts = 10_000;
const interval = 15_000;
const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** The limit is 1,500 requests in 30 s. As the governor of a cluster shares it out: 300 at once, and 38.5 a second. Who reads for many comes first. */
function createBucket(now: () => number) {
  let tokens = 300;
  let at = now();
  return {
    /** `kept`: tokens that are for others. */
    take(kept = 0): boolean {
      tokens = Math.min(300, tokens + ((now() - at) / 1_000) * 38.5);
      at = now();
      if (tokens < 1 + kept) return false;
      tokens--;
      return true;
    },
  };
}

it("10,000 accounts of one tenant never send more than 1,500 requests in 30 s, also when their readers lose the permission and get it back", async () => {
  const clock = createFakeClock("2026-03-02T08:00:00Z");
  const now = (): number => clock.now().getTime();
  const start = now();
  const tasks = createTaskTracker();
  const bucket = createBucket(now);
  /** By second. */
  const sent = new Array<number>(20 * 60 + 1).fill(0);
  let firstInLine = 0;
  const send = (kept?: number): boolean => {
    const isGranted = bucket.take(kept);
    if (isGranted) sent[Math.floor((now() - start) / 1_000)]!++;
    return isGranted;
  };
  const seconds = (): number => (now() - start) / 1_000;
  const isAllowed = (): boolean => seconds() < 300 || seconds() > 700;
  const port = createLocalGroupReads(clock, createAlarms(clock), tasks);
  const group = createMemberGroup({
    ...{ name: "status/presence/app/tenant", title: "status/presence", interval, forMany, port, clock, log: silent },
    onEmpty() {},
  });
  const signal = new AbortController().signal;
  const readAt = new Array<number>(accounts).fill(Number.NEGATIVE_INFINITY);
  /** The longest time between two readings of an account that are not more than a minute from a change. */
  let longest = 0;
  const members = Array.from({ length: accounts }, (_, index): GroupMember => {
    const id = `user-${index}`;
    return {
      ...{ account: id, task: "presence", id, interval, signal },
      canRead: () => index < 2 && isAllowed(),
      async query(body) {
        if (!isAllowed()) throw new CasementError("graph-error", "Consent was withdrawn.", { details: { status: 403 } });
        firstInLine++;
        while (!send()) await new Promise<void>((resolve) => clock.after(1_000, resolve));
        firstInLine--;
        return { value: (body as string[]).map((one) => ({ id: one })) };
      },
      wake() {},
    };
  });
  // Each account at its own moment of the interval; those that wait for the limit ask again with the next one.
  for (let second = 0; second < 20 * 60; second++) {
    for (let index = second % 15; index < accounts; index += 15) {
      void tasks.run(async () => {
        const value = await group.valueFor(members[index]!, false, new AbortController().signal);
        if (value === undefined && !send(firstInLine)) return;
        if (second > 60 && second < 300) longest = Math.max(longest, seconds() - readAt[index]!);
        readAt[index] = seconds();
      });
    }
    await clock.advance(1_000);
  }
  const windows = sent.slice(0, -30).map((_, from) => sent.slice(from, from + 30).reduce((sum, count) => sum + count, 0));
  expect(Math.max(...windows)).toBeLessThanOrEqual(1_500);
  // Without a reader the limit is used, with one hardly anything is needed.
  expect(Math.max(...windows.slice(400, 650))).toBeGreaterThan(1_000);
  expect(Math.max(...windows.slice(800))).toBeLessThanOrEqual(3 * 16);
  expect(longest).toBeLessThanOrEqual(16);
});
