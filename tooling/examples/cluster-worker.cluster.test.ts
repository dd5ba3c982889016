import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAccountPlaces, createClusterKeys, createKeys, createRedisCalls, openSensorMirror } from "@casement/cluster";
import { createEmulator } from "@casement/graph-emulator";
import { addHousehold, householdUsers } from "@casement/graph-emulator/household";
import { defineAccount } from "@casement/host";
import { todoPlugin } from "@casement/plugin-todo";
import { expect, it } from "vitest";
import { describeOnRedis, startRedis } from "../../packages/cluster/test/test-redis.fixture.ts";
import { startWorker } from "./cluster-worker.ts";

describeOnRedis("a worker", () => {
  it("runs the accounts of a cluster: others call them and see their sensors, also after another worker has taken over", async () => {
    await using server = await startRedis();
    const { fetch, control } = createEmulator({ populate: addHousehold });
    const keys = createKeys();
    const clusterKeys = createClusterKeys(["11".repeat(32)]);
    const log = { warn() {} };
    const start = async () =>
      startWorker({
        redis: server.connect(),
        keys,
        clusterKeys,
        dataDir: await mkdtemp(join(tmpdir(), "cluster-worker-")),
        accountOf: (name) =>
          defineAccount({ name, clientId: "11111111-1111-4111-8111-111111111111", accountType: "work", plugins: [{ plugin: todoPlugin }] }),
        log,
        transport: { fetch },
      });
    const redis = server.connect();
    const places = createAccountPlaces(redis, keys);
    await using caller = createRedisCalls({ redis, keys, clusterKeys, owners: places, onProblem() {} });
    await places.add("home");
    const first = await start();
    await expect.poll(async () => (await places.ownerOf("home"))?.worker).toBe(first.id);
    const operate = (operation: Parameters<typeof caller.call>[0]["operation"]) =>
      caller.call({ account: "home", operation, repeatable: false });

    const begun = (await operate({ do: "signIn", method: "callback", redirectUri: "http://localhost/auth/callback" })) as { url: string };
    const browser = control.entra.signIn(begun.url, { user: householdUsers.main });
    if (!("redirect" in browser)) throw new Error("The emulator refused the sign-in.");
    await operate({ do: "completeSignIn", url: browser.redirect });
    await operate({ do: "refresh" });
    await using mirror = await openSensorMirror({ redis, keys, clusterKeys, lockOf: () => "", onProblem() {} });
    await expect.poll(() => mirror.index("home").map(({ id }) => id)).toContain("home/todo/groceries");

    const second = await start();
    await first.stop();
    await expect.poll(async () => (await places.ownerOf("home"))?.worker).toBe(second.id);
    const services = (await operate({ do: "services" })) as { id: string }[];
    expect(services.map(({ id }) => id)).toContain("todo/list-tasks");
    await second.stop();
  });
});
