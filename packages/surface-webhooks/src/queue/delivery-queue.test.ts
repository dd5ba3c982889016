import { createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import type { DeliveryOutcome } from "../delivery/send-delivery.ts";
import { createDeliveryQueue, maxWaiting, maxWaitingBytes } from "./delivery-queue.ts";
import type { StoredWebhook } from "./webhook-store.ts";

const hour = 60 * 60_000;
const failed = (more: object = {}): DeliveryOutcome => ({ delivered: false, status: 500, reason: "It responded with status 500", ...more });
const delivered: DeliveryOutcome = { delivered: true, status: 204 };

function createQueue() {
  const clock = createFakeClock();
  const stored: StoredWebhook = { messages: [], seen: { "home/todo/tasks": "old" } };
  const lines: string[] = [];
  const add = (text: string) => void lines.push(text);
  const sent: { id: string; at: number }[] = [];
  const switchedOff: (readonly string[])[] = [];
  const respond: { outcome: (id: string) => DeliveryOutcome } = { outcome: () => delivered };
  const queue = createDeliveryQueue({
    name: "flows",
    stored,
    hasSaved: () => true,
    scheduleSave: () => {},
    async send({ id }) {
      sent.push({ id, at: clock.now().getTime() });
      return respond.outcome(id);
    },
    onSwitchedOff: (accounts) => void switchedOff.push([...accounts]),
    clock,
    random: () => 0.5,
    log: { debug: add, info: add, warn: add, error: add },
  });
  return Object.assign(respond, {
    ...{ clock, stored, lines, sent, switchedOff, queue },
    add(id: string, lane = "home/todo/tasks", body = "{}") {
      queue.add({ id, lane, account: lane.split("/")[0]!, at: clock.now().getTime(), body });
      queue.deliver();
    },
    /** Advances the clock in small steps, so that an attempt ends before the next alarm. */
    async advance(ms: number) {
      for (let left = ms; left > 0; left -= 60_000)
        await clock.advance(Math.min(left, 60_000), () => new Promise((done) => setImmediate(done)));
    },
  });
}

it("repeats after 5 s, then twice as long each time, up to an hour", async () => {
  const q = createQueue();
  q.outcome = () => failed();
  q.add("a");
  await q.advance(6 * hour);
  const gaps = q.sent.slice(1).map(({ at }, i) => (at - q.sent[i]!.at) / 1_000);
  expect(gaps.slice(0, 13)).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 3_600, 3_600, 3_600]);
});

it("waits as long as the receiver asks", async () => {
  const q = createQueue();
  q.outcome = () => failed({ status: 429, retryAfter: 30 * 60_000 });
  q.add("a");
  await q.advance(29 * 60_000);
  expect(q.sent).toHaveLength(1);
  await q.advance(2 * 60_000);
  expect(q.sent).toHaveLength(2);
});

it("gives up a message after 24 hours, and delivers the next one of its lane", async () => {
  const q = createQueue();
  q.outcome = (id) => (id === "bad" ? failed() : delivered);
  q.add("bad");
  await q.advance(hour);
  q.add("good");
  await q.advance(22 * hour);
  expect(q.queue.status()).toMatchObject({ state: "failing", waiting: 2, dropped: 0 });
  await q.advance(3 * hour);
  expect(q.queue.status()).toMatchObject({ state: "working", waiting: 0, dropped: 1, delivered: 1 });
  expect(q.lines.join("\n")).toContain("could not be delivered for 24 hours");
});

it("is switched off after three days without a success, and says for which accounts", async () => {
  const q = createQueue();
  q.outcome = () => failed();
  for (let day = 0; day < 3; day++) {
    q.add(`day ${day}`);
    q.add(`office ${day}`, "office/todo");
    await q.advance(23 * hour);
  }
  expect(q.queue.status().state).toBe("failing");
  q.add("last");
  await q.advance(6 * hour);
  expect(q.queue.status()).toMatchObject({ state: "off", waiting: 0 });
  expect(q.switchedOff).toEqual([["home", "office"]]);
  const attempts = q.sent.length;
  q.add("while it is off");
  await q.advance(3 * hour);
  expect(q.sent).toHaveLength(attempts);
  q.outcome = () => delivered;
  q.queue.recover();
  expect(q.stored.seen).toEqual({});
  q.add("afterward");
  await q.advance(1_000);
  expect(q.queue.status()).toMatchObject({ state: "working", delivered: 1 });
});

it.each([
  ["is set forward by", 5],
  ["is set back by", -5],
])("is not switched off when the clock %s days: a machine slept, or was off", async (_, days) => {
  const q = createQueue();
  q.outcome = () => failed();
  q.add("before");
  await q.advance(hour);
  q.clock.jump(new Date(q.clock.now().getTime() + days * 24 * hour));
  q.add("after", "home/todo/house");
  await q.advance(10 * hour);
  expect(q.queue.status()).toMatchObject({ state: "failing" });
  q.outcome = () => delivered;
  await q.advance(2 * hour);
  expect(q.queue.status()).toMatchObject({ state: "working", waiting: 0 });
});

it("does not say that it goes on when the receiver wants no more", async () => {
  const q = createQueue();
  q.outcome = () => failed({ gone: true });
  q.add("a");
  await q.advance(1_000);
  expect(q.lines).toEqual([expect.stringContaining("was switched off")]);
});

it("delivers everything at once when the receiver is back", async () => {
  const q = createQueue();
  q.outcome = () => failed();
  for (const lane of ["a", "b", "c", "d", "e", "f"]) q.add(`in ${lane}`, lane);
  await q.advance(5 * hour);
  q.outcome = () => delivered;
  q.add("new", "g");
  await q.advance(1_000);
  expect(q.queue.status()).toMatchObject({ waiting: 0, delivered: 7 });
});

it("keeps at most 1,000 messages and 4 MB, and drops the oldest that is not being sent", async () => {
  const q = createQueue();
  q.outcome = () => failed();
  for (let i = 0; i < maxWaiting + 10; i++) q.add(`m${i}`);
  expect(q.stored.messages).toHaveLength(maxWaiting);
  expect(q.queue.status()).toMatchObject({ waiting: maxWaiting, dropped: 10 });
  expect(q.lines.filter((line) => line.includes("too many wait"))).toHaveLength(1);
  const large = createQueue();
  large.outcome = () => failed();
  for (let i = 0; i < 60; i++) large.add(`m${i}`, "home/todo/tasks", "x".repeat(100_000));
  expect(large.stored.messages.length).toBe(Math.floor(maxWaitingBytes / 100_000));
  expect(large.stored.messages.at(-1)!.id).toBe("m59");
});

it("sends at most four at the same time, and one of each lane", async () => {
  const q = createQueue();
  for (let i = 0; i < 20; i++) q.queue.add({ id: `m${i}`, lane: `lane ${i % 5}`, account: "home", at: 0, body: "{}" });
  for (const message of q.stored.messages) Object.assign(message, { at: q.clock.now().getTime() });
  q.queue.deliver();
  expect(q.sent.map(({ id }) => id)).toEqual(["m0", "m1", "m2", "m3"]);
  await q.advance(1_000);
  for (let lane = 0; lane < 5; lane++) {
    const ofLane = q.sent.map(({ id }) => Number(id.slice(1))).filter((number) => number % 5 === lane);
    expect(ofLane).toEqual([lane, lane + 5, lane + 10, lane + 15]);
  }
});
