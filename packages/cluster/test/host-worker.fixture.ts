// A worker of a cluster as a process, with a host over an emulator, which tests kill. Argument: JSON of `WorkerProcessOptions` with the emulator's address. It
// reads the lists of its accounts without a pause. A line on its standard input drains it. Prints codes to sign in with.

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type AccountHandle, createHost, createTransport, defineAccount, type Host } from "@casement/host";
import type { AccountLease } from "@casement/host/ports";
import { createHeldAccounts } from "../src/calls/account-owners.ts";
import { createRedisCalls } from "../src/calls/redis-calls.ts";
import { createClusterKeys } from "../src/keys/cluster-keys.ts";
import { createAccountPlaces } from "../src/ownership/account-places.ts";
import { createRedisOwnership } from "../src/ownership/redis-ownership.ts";
import { connectRedis } from "../src/redis/connect-redis.ts";
import { createKeys } from "../src/redis/keys.ts";
import type { WorkerProcessOptions } from "./start-worker.fixture.ts";
import { tasks } from "./tasks-plugin.fixture.ts";
import { createTestState, testClusterKey } from "./test-state.fixture.ts";

const { url, emulator, ...options } = JSON.parse(process.argv[2]!) as WorkerProcessOptions & { readonly emulator: string };
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const connect = () => connectRedis({ url, onProblem() {} });

const ownership = createRedisOwnership({
  redis: connect(),
  keys: createKeys("test:"),
  ...options,
  onProblem: ({ message }) => print(`problem ${message}`),
});
const clusterKeys = createClusterKeys([testClusterKey]);
const held = createHeldAccounts(ownership.id, ownership.lockOf);
const calls = createRedisCalls({
  redis: connect(),
  keys: createKeys("test:"),
  clusterKeys,
  owners: createAccountPlaces(connect(), createKeys("test:"), options.slots),
  own: held,
  onProblem: () => print("problem fault"),
});
const { state } = createTestState(connect(), { lockOf: ownership.lockOf });
const sender = createTransport();
const host: Host = await createHost({
  dataDir: mkdtempSync(join(tmpdir(), "casement-worker-")),
  accounts: [],
  ports: { state, leases: ownership, calls },
  transport: {
    fetch(input, init) {
      const { host: microsoft, pathname, search } = new URL(input);
      const headers = new Headers(init.headers);
      headers.set("X-Forwarded-Host", microsoft);
      headers.set("X-Forwarded-Proto", "https");
      return sender.fetch(`${emulator}${pathname}${search}`, { ...init, headers });
    },
  },
});
await host.start();
const clientId = "11111111-1111-4111-8111-111111111111";

async function signIn(account: AccountHandle): Promise<void> {
  const { userCode, done } = await account.signIn.deviceCode();
  print(`code ${userCode}`);
  await done;
}

async function runUntil(signal: AbortSignal, name: string, lease: AccountLease): Promise<void> {
  await host.addAccount(defineAccount({ name, clientId, accountType: "work", enableUpdate: true, plugins: [{ plugin: tasks }] }));
  try {
    const account = host.account(name);
    print(`${account.status().state} ${name}`);
    // Calls begin when the host can answer them.
    await held.hold(name, { lease, signal }, async () => {
      if (account.status().state !== "signed-in") await signIn(account);
      while (!signal.aborted) await account.refresh().catch((error) => print(`problem ${error.code}`));
    });
  } finally {
    await calls.settled(name);
    await host.releaseAccount(name);
    print(`released ${name} ${signal.reason}`);
  }
}
const ended = ownership.run({ open: (name, lease, signal) => runUntil(signal, name, lease) });

createInterface({ input: process.stdin }).once("line", async () => {
  await ownership.drain(30_000);
  await ended;
  await host.stop();
  print("drained");
  process.exit(0);
});
print("ready");
