import { createServer } from "node:net";
import { fakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { embeddedBroker } from "../broker.fixture.ts";
import { turn } from "../mqtt.fixture.ts";
import { probeBroker } from "./probe-broker.ts";

it("is let in, by MQTT 3.1.1 where the broker wants that", async () => {
  await using broker = await embeddedBroker();
  expect(await probeBroker(broker.options, { clock: fakeClock() })).toEqual({ broker: "broker.test", problem: undefined });
});

it("says that nothing listens", async () => {
  const { problem } = await probeBroker({ url: "mqtt://ada:hush@127.0.0.1:1" }, { clock: fakeClock() });
  expect(problem).toContain("nothing listens there");
});

it("gives up on a server that never speaks", async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port)),
  );
  const clock = fakeClock();
  let found: unknown;
  void probeBroker({ url: `mqtt://127.0.0.1:${port}` }, { clock, limit: 5_000 }).then((result) => {
    found = result;
  });
  while (!found) {
    await clock.advance(5_000);
    await turn();
  }
  server.close();
  expect(found).toMatchObject({ problem: "it did not answer in time" });
});
