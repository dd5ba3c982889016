import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeOnRedis } from "../../../packages/cluster/test/test-redis.fixture.ts";
import { clientId, clusterToken, createTestCluster, firstLineOf, processTimeout } from "./process-cluster.fixture.ts";

const people = ["ada", "grace"] as const;
const template = `clientId: ${clientId}\naccountType: work\nenableUpdate: true\nplugins: { todo: { every: { tasks: 15s } } }\n`;
const headers = { authorization: `Bearer ${clusterToken}`, "content-type": "application/json" };

describeOnRedis("replacing the cluster key", () => {
  it("by the steps of docs/cluster.md: nobody signs in again, calls go on, and the old key is of no use", async () => {
    const t = await createTestCluster();
    const [before, after] = [randomBytes(32).toString("base64"), randomBytes(32).toString("base64")];
    const keys = (...texts: readonly string[]) => writeFile(join(t.folder, "keys"), `${texts.join("\n")}\n`);
    const publicUrl = `http://127.0.0.1:${t.port}`;
    const http = `http: { port: ${t.port}, publicUrl: "${publicUrl}", token: ${clusterToken} }`;
    const file = `emulator: ${t.emulator}\n${http}\ncluster: { redis: "${t.redis.url}", key: { file: keys } }\n`;
    await writeFile(join(t.folder, "casement.yaml"), file);
    await writeFile(join(t.folder, "people.csv"), `name\n${people.join("\n")}\n`);
    await writeFile(join(t.folder, "account.yaml"), template);
    for (const name of people) t.addPerson(name);
    await keys(before);
    let worker = t.start("worker");
    let front = t.start("front");
    await Promise.all([worker, front].map(firstLineOf));
    const { out } = await t.run("accounts", "import", "people.csv", "--template", "account.yaml", "--json");
    const imported = JSON.parse(out) as { accounts: { name: string; link: string }[] };
    for (const { name, link } of imported.accounts)
      await expect.poll(() => t.signInByLink(link, name), processTimeout).toContain("You are signed in");
    const added = async (title: string): Promise<void> => {
      for (const name of people) {
        const url = `${publicUrl}/api/v1/accounts/${name}/services/todo/create-task`;
        const body = JSON.stringify({ sensor: "shopping", title });
        await expect.poll(async () => (await fetch(url, { method: "POST", headers, body })).status, processTimeout).toBe(200);
      }
    };
    await added("Milk");
    /** Restarts the processes one after the other: a new one comes, then the old one ends. */
    const restart = async (): Promise<void> => {
      const next = t.start("worker");
      await firstLineOf(next);
      worker.child.kill("SIGTERM");
      expect(await worker.ended).toBe(0);
      worker = next;
      front.child.kill("SIGTERM");
      expect(await front.ended).toBe(0);
      front = t.start("front");
      await firstLineOf(front);
    };
    const rotate = async () =>
      JSON.parse((await t.run("keys", "rotate", "--json")).out) as { rotated: number; keys: { encrypts: number }[] };

    await keys(before, after);
    await restart();
    await added("Bread");
    await keys(after, before);
    await restart();
    await added("Tea");
    const first = await rotate();
    expect(first.rotated).toBeGreaterThanOrEqual(people.length);
    await added("Salt");
    await expect.poll(async () => (await rotate()).keys.length, processTimeout).toBe(1);
    await keys(after);
    await restart();
    await added("Oil");
    const { accounts } = JSON.parse((await t.run("accounts", "--json")).out) as { accounts: readonly object[] };
    for (const name of people) expect(accounts).toContainEqual(expect.objectContaining({ name, state: "signed-in" }));
    await keys(before);
    const refused = await t.run("accounts");
    expect(refused.code).not.toBe(0);
    expect(refused.err).toContain("cluster key");
  }, 600_000);
});
