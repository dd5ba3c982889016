import { createTestHost } from "@casement/testing";
import type { IPublishPacket } from "mqtt";
import { describe, expect, it } from "vitest";
import type { Incoming } from "../connection/connection.ts";
import { createWords } from "../discovery/words.ts";
import { house, housePlugin } from "../house.fixture.ts";
import { createTopics } from "../topics.ts";
import { createCalls } from "./calls.ts";

const topics = createTopics("casement");

async function bench({ refused }: { refused?: number } = {}) {
  const world = house();
  const t = await createTestHost({ plugins: [{ plugin: housePlugin(world) }] });
  const sent: { topic: string; body: any }[] = [];
  const connection = {
    up: true,
    problem: undefined,
    publish: async (topic: string, payload: string) => {
      if (refused !== undefined) throw Object.assign(new Error("refused"), { code: refused });
      sent.push({ topic, body: JSON.parse(payload) });
    },
    close: async () => {},
  };
  const lines: string[] = [];
  const log = { debug() {}, info() {}, warn: (line: string) => void lines.push(line), error() {} };
  const service = (account: string, id: string) => t.host.services().find((found) => found.account === account && found.id === id);
  const calls = createCalls({
    host: t.host,
    topics,
    log,
    connection: () => connection,
    maxPacket: () => 1_000,
    service,
    words: createWords(undefined, () => undefined),
    onControl: () => {},
  });
  const take = async (name: string, dup: boolean, messageId = 7) => {
    const topic = `casement/home/call/house/${name}`;
    const payload = Buffer.from(JSON.stringify({ id: "1", $replyTo: "answer" }));
    const packet = { cmd: "publish", topic, payload, qos: 1, dup, retain: false, messageId } as IPublishPacket;
    const message: Incoming = { topic, payload, packet };
    calls.take({ kind: "call", account: "home", service: `house/${name}` }, message);
    await calls.settled();
    await new Promise(setImmediate);
  };
  return { t, world, calls, take, sent, lines };
}

it("says that the broker takes no answer to a topic, and goes on", async () => {
  const { t, world, take, calls, lines } = await bench({ refused: 135 });
  await using _ = t;
  await take("open", false);
  await take("look", false, 8);
  expect(world.done).toHaveLength(2);
  expect(calls.running).toBe(0);
  expect(lines).toEqual(Array(2).fill("MQTT: the broker refuses the answer to answer. Correct its access list."));
});

describe("a call that the broker delivers twice", () => {
  it("is done once", async () => {
    const { t, world, take, sent } = await bench();
    await using _ = t;
    await take("open", false);
    await take("open", true);
    expect([world.done.length, sent.length]).toEqual([1, 1]);
    // The same call meant twice comes with another number, or without the broker's mark.
    await take("open", true, 8).catch(() => {});
    await take("open", false);
    expect(world.done.length).toBeGreaterThan(1);
  });

  it("is refused when an earlier process may have done it, unless a repeat does no harm", async () => {
    const { t, world, take, sent, calls } = await bench();
    await using _ = t;
    await take("open", true);
    expect(sent.at(-1)?.body).toMatchObject({ ok: false, error: { code: "outcome-unknown" } });
    await take("look", true, 8);
    expect(sent.at(-1)?.body).toMatchObject({ ok: true });
    calls.current();
    await take("open", true, 9);
    expect(world.done.map(({ service }) => service)).toEqual(["look", "open"]);
  });
});
