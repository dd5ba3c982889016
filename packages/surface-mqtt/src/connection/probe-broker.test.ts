import { createServer } from "node:net";
import { createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { startEmbeddedBroker } from "../../test/test-broker.fixture.ts";
import { waitForIo } from "../../test/test-mqtt.fixture.ts";
import { probeBroker } from "./probe-broker.ts";

it("connects, with MQTT 3.1.1 when the broker does not support MQTT 5", async () => {
  await using broker = await startEmbeddedBroker();
  expect(await probeBroker(broker.options, { clock: createFakeClock() })).toEqual({ broker: "broker.test", problem: undefined });
});

it("reports that nothing listens at the address", async () => {
  const { problem } = await probeBroker({ url: "mqtt://ada:hush@127.0.0.1:1" }, { clock: createFakeClock() });
  expect(problem).toContain("nothing listens there");
});

it("times out when a server accepts the connection but never responds", async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port)),
  );
  const clock = createFakeClock();
  let result: unknown;
  void probeBroker({ url: `mqtt://127.0.0.1:${port}` }, { clock, limit: 5_000 }).then((probed) => {
    result = probed;
  });
  while (!result) {
    await clock.advance(5_000);
    await waitForIo();
  }
  server.close();
  expect(result).toMatchObject({ problem: "the broker did not respond in time" });
});
