import { createEmulator, createFakeClock } from "@casement/graph-emulator";
import { createHttpSurface } from "@casement/surface-http";
import { expect, onTestFinished, test } from "vitest";
import { tasks } from "../../test/tasks-plugin.fixture.ts";
import { createTestCluster } from "../../test/test-front.fixture.ts";
import { describeOnRedis, useRedis } from "../../test/test-redis.fixture.ts";
import { testClusterKey } from "../../test/test-state.fixture.ts";
import { createClusterKeys } from "../keys/cluster-keys.ts";
import { createNotificationKeys } from "./notification-keys.ts";
import { receivePassedNotifications, type WorkerNotificationOptions } from "./worker-notifications.ts";

const subscription = { subscriptionId: "a-subscription", clientState: "secret-state" };

describeOnRedis("change notifications", () => {
  const server = useRedis();

  /** A worker, and fronts at one address: `send` reaches the one that was opened last. */
  async function startCluster(gate?: WorkerNotificationOptions["gate"]) {
    const clock = createFakeClock();
    let send: (url: string, init: RequestInit) => Promise<Response> = async () => new Response(null, { status: 502 });
    const emulator = createEmulator({ clock, post: (url, init) => send(url, init) });
    const cluster = await createTestCluster(server(), { plugins: [{ plugin: tasks }], emulator, clock });
    onTestFinished(() => cluster[Symbol.asyncDispose]());
    const { owner, redis, keys, problems } = cluster;
    const names = createNotificationKeys(keys);
    const receiving = await receivePassedNotifications({
      ...{ redis, keys, worker: "worker", clock, onProblem: (error) => problems.push(error) },
      clusterKeys: createClusterKeys([testClusterKey]),
      gate: gate ?? owner.host.notifications,
    });
    onTestFinished(() => receiving[Symbol.asyncDispose]());
    const openFront = async () => {
      const host = await cluster.openFront();
      const http = await createHttpSurface(host, { publicUrl: "https://casement.example", notifications: {}, token: "the-token" });
      onTestFinished(() => http.close());
      send = (url, init) => http.fetch(new Request(url, { ...init, headers: { ...(init.headers as object), host: "casement.example" } }));
      await expect.poll(() => redis.exists(names.receiving)).toBe(1);
      return { host, http };
    };
    return {
      ...cluster,
      names,
      openFront,
      control: emulator.control,
      send: (url: string, body: unknown) => send(url, { method: "POST", body: JSON.stringify(body) }),
      /** The worker looks where Graph sends notifications every five seconds. */
      look: () => owner.advance("5s"),
    };
  }
  const recordingGate = () => {
    const told: unknown[] = [];
    const gate: WorkerNotificationOptions["gate"] = {
      connect({ problem }) {
        told.push(problem ?? "connected");
        return () => {};
      },
      receive: (body, account) => void told.push([account, body]),
      missed: (account) => void told.push(["missed", account]),
    };
    return { told, gate };
  };

  test("a worker subscribes at the address of the fronts, and each front passes on what arrives", async () => {
    const t = await startCluster();
    t.control.todo.addList("ada@contoso.example", "Groceries");
    await t.owner.account.rescan();
    await t.openFront();
    const second = await t.openFront();
    await t.look();
    const subscriptions = () => t.control.subscriptions.list() as { id: string; clientState: string; notificationUrl: string }[];
    await expect.poll(subscriptions).not.toEqual([]);
    const [{ notificationUrl, id: subscriptionId, clientState }] = subscriptions() as [ReturnType<typeof subscriptions>[number]];
    expect(notificationUrl).toMatch(/^https:\/\/casement\.example\/notifications\/[\w-]{43}\?account=home$/);
    expect((await t.send(notificationUrl, { value: [{ subscriptionId, clientState }] })).status).toBe(202);
    const counts = () => t.owner.host.notifications.counts();
    await expect.poll(counts).toEqual({ received: 1, accepted: 1 });
    // Of nobody, and no test of the address.
    for (const account of ["nobody", "home%2Fother"])
      expect((await t.send(notificationUrl.replace("home", account), { value: [{ subscriptionId, clientState }] })).status).toBe(202);
    expect((await t.send(notificationUrl, { value: [{ subscriptionId, clientState: "guess" }] })).status).toBe(202);
    await expect.poll(counts).toEqual({ received: 2, accepted: 1 });
    expect(second.host.notifications.receiver).toMatchObject({
      address: expect.stringContaining("https://casement.example/"),
      problem: undefined,
    });
    const [stream] = await t.redis.keys("*notified:*");
    expect((await t.redis.dumpBuffer(stream!))!.toString("latin1")).not.toContain(clientState);
  });

  test("what cannot be passed on is not accepted, so that Microsoft sends it again; then it arrives", async () => {
    const { told, gate } = recordingGate();
    const t = await startCluster(gate);
    const { host } = await t.openFront();
    const { address } = host.notifications.receiver!;
    const send = () => t.send(`${address}?account=home`, { value: [subscription] });
    await server().stop();
    expect((await send()).status).toBe(503);
    await server().start();
    await expect.poll(async () => (await send()).status).toBe(202);
    await expect.poll(() => told).toContainEqual(["home", { value: [subscription] }]);
  });

  test("a worker whose stream lacks something reads everything once", async () => {
    const { told, gate } = recordingGate();
    const t = await startCluster(gate);
    const { host } = await t.openFront();
    await host.notifications.passOn!({ value: [subscription, subscription] }, "home");
    await expect.poll(() => told).toContainEqual(["home", { value: [subscription, subscription] }]);
    await t.redis.del(t.names.worker("worker"));
    await host.notifications.passOn!({ value: [subscription] }, "home");
    await expect.poll(() => told).toContainEqual(["missed", undefined]);
    host.notifications.missed("home");
    await expect.poll(() => told).toContainEqual(["missed", "home"]);
    // More than Graph would say of one account at once.
    const many = Array.from({ length: 60 }, (_, number) => ({ ...subscription, subscriptionId: `s${number}` }));
    const before = told.length;
    await host.notifications.passOn!({ value: many }, "home");
    await expect.poll(() => told.slice(before)).toEqual([["missed", "home"]]);
    // Nobody runs it: whoever opens it reads everything.
    await t.own(false);
    await host.notifications.passOn!({ value: [subscription] }, "home");
  });

  test("without a front, accounts poll; when there is one again, they read everything once", async () => {
    const { told, gate } = recordingGate();
    const t = await startCluster(gate);
    const { http } = await t.openFront();
    await t.look();
    await expect.poll(() => told).toEqual(["connected"]);
    await http.close();
    // As if it were long ago.
    await t.redis.del(t.names.receiving);
    await t.look();
    await expect.poll(() => told.at(-1)).toBe("No front of the cluster receives notifications at the moment.");
    await t.openFront();
    await t.look();
    await expect.poll(() => told.slice(2)).toEqual(["connected", ["missed", undefined]]);
  });

  test("a test of the address arrives, whichever front it reaches", async () => {
    const t = await startCluster();
    const { host: first } = await t.openFront();
    await t.openFront();
    const signal = AbortSignal.timeout(30_000);
    const arrived = first.notifications.arrival("test-0011", signal);
    const other = expect(first.notifications.arrival("test-0022", AbortSignal.timeout(200))).rejects.toThrow();
    expect(
      (await t.send(first.notifications.receiver!.address, { value: [{ subscriptionId: "test-0011", clientState: "x" }] })).status,
    ).toBe(202);
    await Promise.all([arrived, other]);
  });
});
