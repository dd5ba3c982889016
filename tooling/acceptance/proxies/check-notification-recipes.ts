import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { codeBlocksOf } from "../../readme/code-blocks.ts";
import { findFreePort } from "../harness/find-free-port.ts";
import { runToEnd, startProgram } from "../harness/programs.ts";
import type { AcceptanceRun } from "../harness/run-acceptance.ts";
import { casementProgram, repositoryFolder } from "../harness/source-program.ts";
import { waitFor } from "../harness/wait-for.ts";
import { startCaddy } from "./proxies.ts";
import { requestThrough } from "./request-through.ts";

const [node = "", ...casement] = casementProgram;

/** Runs Caddy with the recipes of docs/notifications.md as they are: in front of the hub, and in front of a relay. */
export async function checkNotificationRecipes(
  { folder, phase, ok }: Pick<AcceptanceRun, "folder" | "phase" | "ok">,
  emulator: string,
  certificate: string,
  key: string,
): Promise<void> {
  const text = await readFile(join(repositoryFolder, "docs/notifications.md"), "utf8");
  const [ofHub, ofRelay] = codeBlocksOf(text).filter(({ language }) => language === "caddyfile");
  assert.ok(ofHub && ofRelay, "docs/notifications.md has two recipes for Caddy");
  const env = { NODE_EXTRA_CA_CERTS: certificate };

  async function startHub(name: string, settings: (hubPort: number) => string) {
    const hubFolder = join(folder, name);
    await mkdir(hubFolder);
    const hubPort = await findFreePort();
    const account = "accounts: [{ name: home, clientId: 11111111-1111-4111-8111-111111111111, accountType: work }]";
    await writeFile(join(hubFolder, "casement.yaml"), `emulator: ${emulator}\n${settings(hubPort)}\n${account}\n`);
    const hub = startProgram(node, [...casement, "start", "--json"], { cwd: hubFolder, env });
    await phase(`Starting the hub (${name})`, 60, () => hub.firstLine);
    return { hub, hubPort, hubFolder };
  }
  async function testThrough(cwd: string): Promise<string> {
    let last = "";
    return waitFor("the test notification", 60, async () => {
      const { code, output } = await runToEnd(node, [...casement, "notifications", "test"], { cwd, env, seconds: 40 });
      last = output.trim();
      return code === 0 ? last : undefined;
    }).catch((error) => {
      throw new Error(`${error.message}\n${last}`);
    });
  }

  const port = await findFreePort();
  const base = `https://localhost:${port}`;
  const own = await startHub("caddy-notifications", (hubPort) => `http: { port: ${hubPort}, publicUrl: "${base}" }\nnotifications: true`);
  {
    await using _hub = own.hub;
    const settings = { folder: join(own.hubFolder, "proxy"), port, hubPort: own.hubPort, certificate, key, snippet: ofHub.text };
    await using _proxy = await startCaddy(settings);
    ok(`caddy in front of the hub: ${await testThrough(own.hubFolder)}`);
    for (const path of ["/", "/api/health", "/session"]) assert.equal((await requestThrough(base + path)).status, 404);
    ok("caddy in front of the hub: nothing but /notifications/ can be reached");
  }

  const [relayPort, throughPort] = [await findFreePort(), await findFreePort()];
  const program = [...casement.slice(0, -1), join(repositoryFolder, "packages/relay/src/bin.ts"), "--port", String(relayPort)];
  await using relay = startProgram(node, program, { cwd: folder });
  await phase("Starting the relay", 30, () => relay.firstLine);
  const snippet = ofRelay.text.replace("127.0.0.1:8367", `127.0.0.1:${relayPort}`);
  const address = `https://localhost:${throughPort}`;
  await using _proxy = await startCaddy({
    folder: join(folder, "caddy-relay-proxy"),
    port: throughPort,
    hubPort: 0,
    certificate,
    key,
    snippet,
  });
  const relayed = await startHub("caddy-relay", (hubPort) => `http: { port: ${hubPort} }\nnotifications: { relay: "${address}" }`);
  await using _hub = relayed.hub;
  ok(`caddy in front of a relay: ${await testThrough(relayed.hubFolder)}`);
}
