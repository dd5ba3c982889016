import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeOnRedis } from "../../../packages/cluster/test/test-redis.fixture.ts";
import { clientId, clusterToken, createTestCluster, firstLineOf, processTimeout } from "./process-cluster.fixture.ts";

const people = ["ada", "grace", "hedy"] as const;
const template = `clientId: ${clientId}\naccountType: work\nenableUpdate: true\nplugins: { todo: { every: { tasks: 15s } } }\n`;

describeOnRedis("casement worker and casement front", () => {
  it("run accounts of a table: links, sensors, services, a killed worker, and a rolling update", async () => {
    const t = await createTestCluster();
    const lists = new Map(people.map((name) => [name, t.addPerson(name)]));
    await writeFile(join(t.folder, "people.csv"), `name,timeZone\n${people.map((name) => `${name},Europe/Berlin\n`).join("")}`);
    await writeFile(join(t.folder, "account.yaml"), template);
    const first = t.start("worker");
    const second = t.start("worker");
    const front = t.start("front");
    const address = String((await firstLineOf(front)).address);
    await firstLineOf(first);
    await firstLineOf(second);

    const imported = await t.run("accounts", "import", "people.csv", "--template", "account.yaml", "--json");
    expect(imported).toMatchObject({ code: 0, err: "" });
    const { accounts } = JSON.parse(imported.out) as { accounts: { name: string; added: boolean; link: string }[] };
    expect(accounts.map(({ name, added }) => [name, added])).toEqual(people.map((name) => [name, true]));
    const headers = { authorization: `Bearer ${clusterToken}` };
    const read = async (path: string) => (await (await fetch(`${address}/api/v1/${path}`, { headers })).json()) as any;
    await expect.poll(async () => (await read("accounts")).accounts.map(({ name }: any) => name), processTimeout).toEqual([...people]);
    for (const { name, link } of accounts)
      await expect.poll(() => t.signInByLink(link, name), processTimeout).toContain("You are signed in");

    const sensor = (name: string) => read(`sensors/${name}/todo/shopping`);
    for (const name of people) await expect.poll(async () => (await sensor(name)).state, processTimeout).toBe(0);
    const add = async (name: string, title: string) => {
      const body = JSON.stringify({ sensor: "shopping", title });
      const url = `${address}/api/v1/accounts/${name}/services/todo/create-task`;
      const response = await fetch(url, { method: "POST", headers: { ...headers, "content-type": "application/json" }, body });
      return response.status;
    };
    for (const name of people) expect(await add(name, "Milk")).toBe(200);
    for (const name of people) await expect.poll(async () => (await sensor(name)).state, processTimeout).toBe(1);

    // What is said of an app registration comes from the account, which is not in the file.
    const { out: commands } = await t.run("scopes", "--format", "az", "--account", people[0]);
    expect(commands).toContain(`--id ${clientId}`);

    // Anybody sees how many workers there are, and whoever has access which.
    const health = async () => ((await (await fetch(`${address}/api/health`)).json()) as any).cluster;
    await expect.poll(health, processTimeout).toMatchObject({ workers: 2, accounts: 3, withoutWorker: 0, takeovers: 0 });
    const accountsOfWorkers = async () =>
      (await read("hub")).cluster.workers.reduce((sum: number, worker: { accounts: number }) => sum + worker.accounts, 0);
    await expect.poll(accountsOfWorkers, processTimeout).toBe(3);

    // Killed: the other worker has everything, and a call waits until it does.
    first.child.kill("SIGKILL");
    for (const name of people) expect(await add(name, "Bread")).toBe(200);
    for (const name of people) await expect.poll(async () => (await sensor(name)).state, processTimeout).toBe(2);

    await expect.poll(health, processTimeout).toMatchObject({ workers: 1, withoutWorker: 0 });
    // If it ran none of the accounts, its other slots are taken over later.
    await expect.poll(async () => (await health()).takeovers, processTimeout).toBeGreaterThan(0);
    const doctor = await t.run("doctor", "--json");
    const checks = JSON.parse(doctor.out).checks.filter(({ id }: any) => ["redis", "cluster-key", "workers"].includes(id));
    expect(checks.map(({ status }: any) => status)).toEqual(["ok", "ok", "ok"]);

    // Rolling update: a new worker comes, the old one gives everything back.
    const third = t.start("worker");
    await firstLineOf(third);
    second.child.kill("SIGTERM");
    expect(await second.ended).toBe(0);
    for (const name of people) expect(await add(name, "Tea")).toBe(200);
    for (const [name, list] of lists) {
      const titles = t.control.todo.tasks(t.userOf(name), list).map(({ title }) => title);
      expect(titles.sort()).toEqual(["Bread", "Milk", "Tea"]);
    }

    // Removed, with what was stored of it.
    expect(await t.run("accounts", "remove", "hedy")).toMatchObject({ code: 0 });
    await expect.poll(async () => (await read("accounts")).accounts.length, processTimeout).toBe(2);
    await expect.poll(() => t.redis.connect().keys("casement:acct:hedy:*"), processTimeout).toEqual([]);
    front.child.kill("SIGTERM");
    third.child.kill("SIGTERM");
    expect([await front.ended, await third.ended]).toEqual([0, 0]);
  }, 400_000);
});
