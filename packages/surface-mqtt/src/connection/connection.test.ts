import { createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { embeddedBroker, type TestBroker } from "../broker.fixture.ts";
import { turn } from "../mqtt.fixture.ts";
import { brokerAddress } from "./broker-address.ts";
import { openConnection } from "./connection.ts";

function open(broker: TestBroker) {
  const clock = createFakeClock();
  const lines: string[] = [];
  const line = (message: string) => void lines.push(message);
  const seen = { attempts: 0, ups: 0 };
  const connection = openConnection({
    options: {
      url: broker.options.url,
      random: () => 1,
      stream: () => {
        seen.attempts++;
        return broker.options.stream!();
      },
    },
    clientId: "test",
    will: { topic: "status", payload: "offline" },
    subscriptions: ["a/+"],
    clock,
    log: { debug: line, info: line, warn: line, error: line },
    onSession: () => {},
    onUp: () => void seen.ups++,
    onDown: () => {},
    onMessage: () => {},
  });
  return { clock, lines, seen, connection };
}
const soon = async (done: () => boolean) => {
  for (let turns = 0; turns < 200 && !done(); turns++) await turn();
};

it("waits twice as long after each failure, up to a minute, and says once why", async () => {
  await using broker = await embeddedBroker();
  await broker.stop();
  const { clock, lines, seen, connection } = open(broker);
  const pauses: number[] = [];
  for (let attempt = 1; attempt <= 8; attempt++) {
    await soon(() => connection.problem !== undefined && seen.attempts === attempt);
    for (let turns = 0; turns < 5; turns++) await turn();
    let waited = 0;
    while (seen.attempts === attempt) {
      await clock.advance(500);
      await turn();
      waited += 500;
    }
    pauses.push(waited / 1_000);
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  expect(lines).toEqual(["MQTT: no connection to broker.test: the connection was closed. Trying again until it works."]);
  await expect(connection.publish("a", "b")).rejects.toMatchObject({ code: "stopped" });
  await connection.close();
});

it("falls back to MQTT 3.1.1 at once where the broker refuses 5", async () => {
  await using broker = await embeddedBroker();
  const { lines, seen, connection } = open(broker);
  await soon(() => connection.up);
  expect([seen.attempts, seen.ups, lines]).toEqual([2, 1, []]);
  await connection.close();
});

it("keeps user and password out of the address", () => {
  expect(brokerAddress({ url: "mqtts://ada:p%40ss@broker:8883" })).toEqual({
    url: "mqtts://broker:8883",
    name: "broker:8883",
    credentials: { username: "ada", password: "p@ss" },
  });
  expect(brokerAddress({ url: "mqtt://broker", username: "ada", password: "x" })).toMatchObject({
    url: "mqtt://broker",
    credentials: { username: "ada" },
  });
});
