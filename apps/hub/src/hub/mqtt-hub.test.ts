import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectAsync } from "mqtt";
import { expect, test } from "vitest";
import { runCasement } from "../../test/command-line.fixture.ts";
import { openDemoBroker } from "../demo/demo-broker.ts";

test("a hub with mqtt: connects to the broker, handles calls, and publishes offline when it stops", async () => {
  const cwd = await mkdtemp(join(tmpdir(), "casement-mqtt-hub-"));
  const broker = await openDemoBroker(true);
  const client = await connectAsync(broker.url);
  const messages: string[] = [];
  const waiting = new Set<() => void>();
  client.on("message", (topic, payload) => {
    messages.push(`${topic} ${payload}`);
    for (const check of waiting) check();
  });
  const until = (text: string) =>
    new Promise<string>((resolve) => {
      const check = () => {
        const found = messages.find((line) => line.startsWith(text));
        if (found !== undefined) resolve(found);
      };
      waiting.add(check);
      check();
    });
  await client.subscribeAsync(["casement/status", "casement/home/status", "reply"], { qos: 1 });
  await writeFile(
    join(cwd, "casement.yaml"),
    `emulator: http://127.0.0.1:9
http: { port: 0 }
mqtt: { url: "${broker.url}" }
accounts: [{ name: home, clientId: 11111111-1111-4111-8111-111111111111, accountType: work }]
`,
  );
  const end = new AbortController();
  const running = runCasement(["start", "--json"], { cwd, signal: end.signal });
  try {
    await until("casement/status online");
    await until("casement/home/status offline");
    await client.publishAsync("casement/home/call/account/rescan", '{"$replyTo":"reply"}', { qos: 1 });
    expect(await until("reply")).toContain('"code":"sign-in-required"');
    expect((await stat(join(cwd, ".casement/surfaces/mqtt"))).mode & 0o777).toBe(0o600);
  } finally {
    end.abort();
    expect((await running).code).toBe(0);
  }
  await until("casement/status offline");
  await client.endAsync();
  await broker.close();
  await rm(cwd, { recursive: true, force: true });
});

test("demo --mqtt rejects an invalid URL and shows an example", async () => {
  await expect(openDemoBroker("broker")).rejects.toMatchObject({
    code: "config-invalid",
    message: '"broker" is not a valid broker URL. Example: mqtt://192.168.1.2',
  });
  expect(await openDemoBroker("mqtts://ada:secret@broker")).toMatchObject({
    baseTopic: "casement-demo",
    options: "-h broker -p 8883 --tls-use-os-certs -u USER -P PASSWORD",
  });
});
