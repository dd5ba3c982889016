import { createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { startEmbeddedBroker, type TestBroker } from "../../test/test-broker.fixture.ts";
import { waitForIo } from "../../test/test-mqtt.fixture.ts";
import { parseBrokerAddress } from "./broker-address.ts";
import { openBrokerConnection } from "./broker-connection.ts";

function connectTo(broker: TestBroker) {
  const clock = createFakeClock();
  const logLines: string[] = [];
  const addLine = (message: string) => void logLines.push(message);
  const counts = { attempts: 0, connects: 0 };
  const connection = openBrokerConnection({
    options: {
      url: broker.options.url,
      random: () => 1,
      stream: () => {
        counts.attempts++;
        return broker.options.stream!();
      },
    },
    clientId: "test",
    will: { topic: "status", payload: "offline" },
    subscriptions: ["a/+"],
    clock,
    log: { debug: addLine, info: addLine, warn: addLine, error: addLine },
    onMqttSession: () => {},
    onConnected: () => void counts.connects++,
    onDisconnected: () => {},
    onMessage: () => {},
  });
  return { clock, logLines, counts, connection };
}
const waitUntil = async (condition: () => boolean) => {
  for (let turns = 0; turns < 200 && !condition(); turns++) await waitForIo();
};

it("doubles the pause after each failed attempt, up to a minute, and logs the problem once", async () => {
  await using broker = await startEmbeddedBroker();
  await broker.stop();
  const { clock, logLines, counts, connection } = connectTo(broker);
  const pauses: number[] = [];
  for (let attempt = 1; attempt <= 8; attempt++) {
    await waitUntil(() => connection.problem !== undefined && counts.attempts === attempt);
    for (let turns = 0; turns < 5; turns++) await waitForIo();
    let waited = 0;
    while (counts.attempts === attempt) {
      await clock.advance(500);
      await waitForIo();
      waited += 500;
    }
    pauses.push(waited / 1_000);
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  expect(logLines).toEqual(["MQTT: no connection to broker.test: the connection was closed. Retrying until it works."]);
  await expect(connection.publish("a", "b")).rejects.toMatchObject({ code: "stopped" });
  await connection.close();
});

it("goes on doubling the pause while connections break soon, and begins again after one that lasted a minute", async () => {
  await using broker = await startEmbeddedBroker();
  const { clock, counts, connection } = connectTo(broker);
  const pauseAfterBreak = async (): Promise<number> => {
    await waitUntil(() => connection.connected);
    const { connects } = counts;
    broker.breakConnections();
    await waitUntil(() => !connection.connected);
    broker.allowConnections();
    let waited = 0;
    for (; counts.connects === connects; waited += 500) {
      await clock.advance(500);
      for (let turns = 0; turns < 5; turns++) await waitForIo();
    }
    return waited / 1_000;
  };
  const pauses = [await pauseAfterBreak(), await pauseAfterBreak(), await pauseAfterBreak()];
  await clock.advance(60_000);
  expect([...pauses, await pauseAfterBreak()]).toEqual([1, 2, 4, 1]);
  await connection.close();
});

it("falls back to MQTT 3.1.1 at once when the broker does not support MQTT 5", async () => {
  await using broker = await startEmbeddedBroker();
  const { logLines, counts, connection } = connectTo(broker);
  await waitUntil(() => connection.connected);
  expect([counts.attempts, counts.connects, logLines]).toEqual([2, 1, []]);
  await connection.close();
});

it("takes user and password out of the broker's address", () => {
  expect(parseBrokerAddress({ url: "mqtts://ada:p%40ss@broker:8883" })).toEqual({
    url: "mqtts://broker:8883",
    name: "broker:8883",
    credentials: { username: "ada", password: "p@ss" },
  });
  expect(parseBrokerAddress({ url: "mqtt://broker", username: "ada", password: "x" })).toMatchObject({
    url: "mqtt://broker",
    credentials: { username: "ada" },
  });
});
