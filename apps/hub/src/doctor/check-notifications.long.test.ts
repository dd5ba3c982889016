import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelay, type RelayServer } from "@casement/relay";
import { afterEach, beforeEach, expect, it } from "vitest";
import { runCasement } from "../../test/command-line.fixture.ts";
import type { DoctorCheck } from "./doctor-check.ts";

let cwd: string;
let relay: RelayServer;
const stop: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "casement-doctor-"));
  relay = await createRelay({ port: 0 });
});
afterEach(async () => {
  for (const each of stop.splice(0).reverse()) await each();
  await relay.close();
  await rm(cwd, { recursive: true, force: true });
});

const configure = (more: string) =>
  writeFile(
    join(cwd, "casement.yaml"),
    `emulator: http://127.0.0.1:9\naccounts: [{ name: home, clientId: 11111111-1111-4111-8111-111111111111, accountType: work }]\n${more}`,
  );

async function startHub(): Promise<void> {
  const stopping = new AbortController();
  await new Promise<void>((resolve, reject) => {
    const hub = runCasement(["start", "--json"], { cwd, signal: stopping.signal, onLine: () => resolve() });
    hub.then(({ err }) => reject(new Error(err)), reject);
    stop.push(async () => {
      stopping.abort();
      await hub;
    });
  });
}

async function checksOf(...ids: string[]): Promise<[string, string, string][]> {
  const { out } = await runCasement(["doctor", "--json"], { cwd });
  const { checks } = JSON.parse(out) as { checks: DoctorCheck[] };
  return checks.filter(({ id }) => ids.includes(id)).map(({ id, status, message }) => [id, status, message]);
}
const all = ["relay", "notifications", "subscriptions"];

it("says nothing of notifications that are off", async () => {
  await configure("http: { port: 0 }\n");
  expect(await checksOf(...all)).toEqual([]);
});

it("sends a notification through the relay and back, and says when the relay is gone", async () => {
  await configure(`http: { port: 0 }\nnotifications: { relay: "${relay.address}" }\n`);
  await startHub();
  await expect.poll(() => relay.counts().hubs, { timeout: 10_000 }).toBe(1);
  expect(await checksOf(...all)).toEqual([
    ["relay", "ok", `The relay ${relay.address} responds.`],
    ["notifications", "ok", expect.stringMatching(/^A notification to http:\/\/127\.0\.0\.1:\d+ arrived at the hub after \d+ ms\.$/)],
    ["subscriptions", "ok", "Microsoft reports the changes of 0 sensors."],
  ]);
  await relay.close();
  await expect
    .poll(() => checksOf(...all), { timeout: 15_000 })
    .toEqual([
      ["relay", "warning", `The relay ${relay.address} cannot be reached.`],
      ["notifications", "warning", expect.stringContaining("brings no notifications: it cannot be reached")],
    ]);
  const other: Server = createServer((_, response) => response.end("a page")).listen(relay.port, "127.0.0.1");
  stop.push(() => new Promise((resolve) => other.close(resolve)));
  expect((await checksOf("relay"))[0]).toEqual(["relay", "warning", `What answers at ${relay.address} is not a relay.`]);
});

it("says when notifications to publicUrl do not reach the hub", async () => {
  const elsewhere = createServer((_, response) => void response.writeHead(404).end("no such page"));
  await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
  stop.push(() => new Promise((resolve) => elsewhere.close(resolve)));
  const { port } = elsewhere.address() as AddressInfo;
  await configure(`http: { port: 0, publicUrl: "http://localhost:${port}" }\nnotifications: true\n`);
  await startHub();
  expect(await checksOf("notifications")).toEqual([
    ["notifications", "warning", expect.stringMatching(/did not arrive\. What answers at .* 404/)],
  ]);
});
