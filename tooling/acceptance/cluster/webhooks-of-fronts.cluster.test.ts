import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { describeOnRedis } from "../../../packages/cluster/test/test-redis.fixture.ts";
import { clientId, clusterToken, createTestCluster, firstLineOf, processTimeout } from "./process-cluster.fixture.ts";

/** How long a receiver takes, so that a front is killed between a message and its answer (ms). */
const answerMs = 200;

/** A program that gets the messages of a webhook. */
async function startReceiver() {
  /** The ids with which each title came, also more than once. */
  const idsOf = new Map<string, string[]>();
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const { title } = JSON.parse(text).data.payload as { title: string };
    idsOf.set(title, [...(idsOf.get(title) ?? []), String(request.headers["webhook-id"])]);
    setTimeout(() => response.writeHead(204).end(), answerMs);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { idsOf, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}

describeOnRedis("webhooks of fronts", () => {
  it("are sent by another front when the one that sends them is killed: every event, and each with one id", async () => {
    const t = await createTestCluster();
    const list = t.addPerson("ada");
    const receiver = await startReceiver();
    const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
    const webhook = `{ name: flows, url: "${receiver.url}", secret: "${secret}", events: [todo/task-created], privateNetwork: true }`;
    const config = `${await readFile(join(t.folder, "casement.yaml"), "utf8")}webhooks: [${webhook}]\n`;
    await writeFile(join(t.folder, "casement.yaml"), config);
    await writeFile(join(t.folder, "second.yaml"), config.replace(/port: \d+/, "port: 0"));
    await writeFile(join(t.folder, "people.csv"), "name\nada\n");
    const plugins = "plugins: { todo: { every: { tasks: 15s } } }";
    await writeFile(join(t.folder, "account.yaml"), `clientId: ${clientId}\naccountType: work\nenableUpdate: true\n${plugins}\n`);
    const worker = t.start("worker");
    const fronts = [t.start("front"), t.start("front", "--config", "second.yaml")];
    const addresses = await Promise.all(fronts.map(async (front) => String((await firstLineOf(front)).address)));
    await firstLineOf(worker);
    const imported = await t.run("accounts", "import", "people.csv", "--template", "account.yaml", "--json");
    const [{ link }] = JSON.parse(imported.out).accounts;
    await expect.poll(() => t.signInByLink(link, "ada"), processTimeout).toContain("You are signed in");
    const headers = { authorization: `Bearer ${clusterToken}` };
    const read = async (address: string, path: string) => (await (await fetch(`${address}/api/v1/${path}`, { headers })).json()) as any;
    await expect.poll(async () => (await read(addresses[0]!, "sensors/ada/todo/shopping")).state, processTimeout).toBe(0);

    const titles: string[] = [];
    const add = (count: number): void => {
      for (let made = 0; made < count; made++) {
        titles.push(`Task ${titles.length}`);
        t.control.todo.addTask(t.userOf("ada"), list, { title: titles.at(-1)! });
      }
    };
    const refresh = (address: string) => fetch(`${address}/api/v1/sensors/ada/todo/shopping/refresh`, { method: "POST", headers });
    add(10);
    await refresh(addresses[0]!);
    await expect.poll(() => receiver.idsOf.size, processTimeout).toBeGreaterThan(3);
    // Only the one that sends them knows how they are doing.
    const statuses = await Promise.all(addresses.map(async (address) => (await read(address, "webhooks")).webhooks.length as number));
    expect(statuses.toSorted()).toEqual([0, 1]);
    const sender = statuses.indexOf(1);
    const other = addresses[1 - sender]!;
    fronts[sender]!.child.kill("SIGKILL");
    // While nobody sends.
    add(10);
    await refresh(other);
    await expect.poll(() => receiver.idsOf.size, processTimeout).toBe(20);
    add(5);
    await refresh(other);
    await expect.poll(() => [...receiver.idsOf.keys()].sort(), processTimeout).toEqual(titles.toSorted());
    expect((await read(other, "webhooks")).webhooks).toMatchObject([{ name: "flows" }]);
    for (const ids of receiver.idsOf.values()) expect(new Set(ids).size).toBe(1);
  }, 400_000);
});
