import { writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { describeOnRedis } from "../../../packages/cluster/test/test-redis.fixture.ts";
import { clientId, clusterToken, createTestCluster, firstLineOf, processTimeout } from "./process-cluster.fixture.ts";

const people = ["ada", "grace", "hedy", "mary"] as const;
/** Changes arrive by notifications only. */
const template = `clientId: ${clientId}\naccountType: work\nenableUpdate: true\nplugins: { todo: { every: { tasks: 6h } } }\n`;
const headers = { authorization: `Bearer ${clusterToken}` };

/** In front of the fronts. It leads to the one that the test chooses. */
async function startBalancer() {
  let target = "";
  let passed = 0;
  const pass = (incoming: IncomingMessage, answer: ServerResponse): void => {
    if (incoming.url?.startsWith("/notifications/")) passed++;
    const outgoing = request(`${target}${incoming.url}`, { method: incoming.method, headers: incoming.headers }, (response) => {
      answer.writeHead(response.statusCode!, response.headers);
      response.pipe(answer);
    });
    outgoing.on("error", () => answer.writeHead(502).end());
    incoming.pipe(outgoing);
  };
  const server = createServer(pass);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo(front: string) {
      target = front;
    },
    get passed() {
      return passed;
    },
  };
}

describeOnRedis("change notifications in a cluster", () => {
  it("reach the worker of their account through any front, also after its worker was killed", async () => {
    const t = await createTestCluster();
    const balancer = await startBalancer();
    const configure = (name: string) =>
      writeFile(
        join(t.folder, name),
        `emulator: ${t.emulator}\nnotifications: true\nhttp: { port: 0, publicUrl: "${balancer.address}", token: ${clusterToken} }\ncluster: { redis: "${t.redis.url}", key: { env: CLUSTER_KEY } }\n`,
      );
    await configure("casement.yaml");
    const lists = new Map(people.map((name) => [name, t.addPerson(name)]));
    await writeFile(join(t.folder, "people.csv"), `name\n${people.join("\n")}\n`);
    await writeFile(join(t.folder, "account.yaml"), template);
    const workers = [t.start("worker"), t.start("worker")];
    const fronts = [t.start("front"), t.start("front")];
    const [a, b] = await Promise.all(fronts.map(async (front) => String((await firstLineOf(front)).address)));
    await Promise.all(workers.map(firstLineOf));
    balancer.leadTo(a!);

    const imported = await t.run("accounts", "import", "people.csv", "--template", "account.yaml", "--json");
    const { accounts } = JSON.parse(imported.out) as { accounts: { name: string; link: string }[] };
    const read = async (front: string, path: string) => (await (await fetch(`${front}/api/v1/${path}`, { headers })).json()) as any;
    await expect.poll(async () => (await read(a!, "accounts")).accounts.length, processTimeout).toBe(people.length);
    for (const { name, link } of accounts)
      await expect.poll(() => t.signInByLink(link, name), processTimeout).toContain("You are signed in");
    const sensor = (front: string, name: string) => read(front, `sensors/${name}/todo/shopping`);
    for (const name of people) await expect.poll(() => sensor(b!, name), processTimeout).toMatchObject({ state: 0, liveness: "live" });

    // Each front passes on what Microsoft sends to it; the other one shows it.
    const expectSeen = async (title: string, from: string, at: string, state: number) => {
      balancer.leadTo(from);
      for (const [name, list] of lists) t.control.todo.addTask(t.userOf(name), "Shopping", { title: `${title} ${list.length}` });
      for (const name of people)
        await expect.poll(async () => (await sensor(at, name)).state, { timeout: 20_000, interval: 100 }).toBe(state);
    };
    await expectSeen("Milk", a!, b!, 1);
    // Commands follow without a front on their machine.
    const events = t.start("events", "--follow", "--after", "0");
    const watch = t.start("sensors", "ada/todo/shopping", "--watch");
    await expect.poll(() => watch.lines.map(({ state }) => state), processTimeout).toEqual([1]);
    await expectSeen("Bread", b!, a!, 2);
    await expect.poll(() => watch.lines.at(-1)?.state, processTimeout).toBe(2);
    const created = () => events.lines.filter(({ type }) => type === "todo/task-created").map(({ account }) => account);
    await expect.poll(() => created().toSorted(), processTimeout).toEqual([...people, ...people].toSorted());
    const ids = events.lines.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    for (const { child, ended } of [events, watch]) {
      child.kill("SIGINT");
      expect(await ended).not.toBeNull();
    }
    expect(balancer.passed).toBeGreaterThanOrEqual(2 * people.length);

    const status = await t.run("notifications", "--json");
    expect(JSON.parse(status.out)).toMatchObject({ state: "receiving", origin: balancer.address, sensors: { polled: 0, waiting: 0 } });
    expect(await t.run("notifications", "test")).toMatchObject({ code: 0, out: expect.stringContaining("A test notification arrived") });
    const metrics = async () => (await fetch(`${a}/metrics`, { headers })).text();
    await expect.poll(metrics, processTimeout).toMatch(/casement_notifications_accepted_total [1-9]/);
    expect(await metrics()).toMatch(/casement_graph_requests_total\{worker="[\w-]+",plugin="todo",path="[^"]+"\} [1-9]/);
    expect(await metrics()).not.toContain("account=");
    expect(await (await fetch(`${b}/metrics?account=ada`, { headers })).text()).toMatch(/casement_graph_requests_total\{account="ada",/);

    // Killed: what changes meanwhile is seen when another worker has its accounts, and what changes afterward at once.
    workers[0]!.child.kill("SIGKILL");
    await expectSeen("Tea", b!, a!, 3);
    await expectSeen("Salt", a!, b!, 4);
    await expect.poll(async () => (await sensor(a!, "ada")).liveness, processTimeout).toBe("live");
  }, 400_000);
});
