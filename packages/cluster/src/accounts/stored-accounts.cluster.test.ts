import { expect, it, onTestFinished } from "vitest";
import { describeOnRedis, startRedis, type TestRedis } from "../../test/test-redis.fixture.ts";
import { createTestState, testClusterKey } from "../../test/test-state.fixture.ts";
import { createTestWorkers } from "../../test/test-workers.fixture.ts";
import { createClusterKeys } from "../keys/cluster-keys.ts";
import { rotateClusterKeys } from "../keys/rotate-keys.ts";
import { createKeys } from "../redis/keys.ts";
import { createStoredAccounts, type StoredAccountChange } from "./stored-accounts.ts";

const keys = createKeys("test:");

function createTestAccounts(server: TestRedis, clusterKeyTexts: readonly string[] = [testClusterKey]) {
  const problems: unknown[] = [];
  const redis = server.connect();
  const clusterKeys = createClusterKeys(clusterKeyTexts);
  const accounts = createStoredAccounts({ redis, keys, clusterKeys, onProblem: (error) => void problems.push(error) });
  return {
    ...{ redis, clusterKeys, accounts, problems },
    async follow() {
      const told: StoredAccountChange[] = [];
      const followed = await accounts.follow((change) => void told.push(change));
      onTestFinished(() => followed[Symbol.asyncDispose]());
      return { followed, told };
    },
  };
}
const block = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({ name, clientId: "secret-of-nobody", ...more });

describeOnRedis("the stored accounts of a cluster", () => {
  it("are added, changed and removed, and every process learns of it", async () => {
    await using server = await startRedis();
    const here = createTestAccounts(server);
    const there = createTestAccounts(server);
    await here.accounts.add(block("home"));
    const { followed, told } = await there.follow();
    expect([...followed.accounts.keys()]).toEqual(["home"]);
    await here.accounts.add(block("work", { enableUpdate: true }));
    await expect.poll(() => told.map(({ name }) => name)).toEqual(["work"]);
    const before = (await there.accounts.read("home"))!;
    await here.accounts.change("home", block("home", { timeZone: "Europe/Berlin" }));
    await expect.poll(() => followed.accounts.get("home")?.configuration.timeZone).toBe("Europe/Berlin");
    const late = there.accounts.change("home", block("home"), before.version);
    await expect(late).rejects.toMatchObject({ code: "edit-conflict" });
    await here.accounts.remove("work");
    await expect.poll(() => told.at(-1)).toEqual({ name: "work", account: undefined });
    expect([...(await there.accounts.list()).keys()]).toEqual(["home"]);
    expect((await here.redis.hgetallBuffer(keys.accounts)).home?.includes("secret-of-nobody")).toBe(false);
  });

  it("keep an id while they are there, and get another one when they are added again", async () => {
    await using server = await startRedis();
    const { accounts } = createTestAccounts(server);
    const idOf = async () => (await accounts.read("home"))?.id;
    await accounts.add(block("home"));
    const id = await idOf();
    expect(id).toMatch(/^[\w-]{16}$/);
    await accounts.change("home", block("home", { timeZone: "Europe/Berlin" }));
    expect(await idOf()).toBe(id);
    await accounts.remove("home");
    expect(await idOf()).toBeUndefined();
    await accounts.add(block("home"));
    expect(await idOf()).toMatch(/^[\w-]{16}$/);
    expect(await idOf()).not.toBe(id);
  });

  it("refuse what cannot be", async () => {
    await using server = await startRedis();
    const { accounts } = createTestAccounts(server);
    await accounts.add(block("home"));
    await accounts.add(block("shared", { signIn: "home" }));
    const refused = (done: Promise<unknown>) => expect(done).rejects;
    await refused(accounts.add(block("home"))).toMatchObject({ code: "input-invalid", message: /name: is already/ });
    await refused(accounts.add(block("other", { signIn: "nobody" }))).toMatchObject({
      code: "input-invalid",
      message: /no account is named nobody/,
    });
    await refused(accounts.add(block("other", { signIn: "shared" }))).toMatchObject({ code: "input-invalid" });
    await refused(accounts.remove("home")).toMatchObject({ code: "config-invalid", message: /Account shared uses the sign-in of home/ });
    await refused(accounts.remove("nobody")).toMatchObject({ code: "account-unknown" });
    await refused(accounts.change("nobody", block("nobody"))).toMatchObject({ code: "account-unknown" });
    await refused(accounts.change("home", block("work"))).toMatchObject({ code: "input-invalid" });
    await refused(accounts.change("shared", block("shared"))).toMatchObject({ code: "input-invalid" });
    await accounts.remove("shared");
    await accounts.remove("home");
    expect(await accounts.list()).toEqual(new Map());
  });

  it("are missed by nobody while Redis was gone, or while more changed than is kept", async () => {
    await using server = await startRedis();
    const here = createTestAccounts(server);
    await here.accounts.add(block("home"));
    await here.accounts.add(block("work"));
    const { followed } = await createTestAccounts(server).follow();
    await server.stop();
    await server.start();
    await here.accounts.remove("work");
    await here.redis.xtrim(keys.accountChanges, "MAXLEN", 0);
    await here.accounts.add(block("new"));
    await expect.poll(() => [...followed.accounts.keys()].sort()).toEqual(["home", "new"]);
  });

  it("leave nothing when they are removed: without an owner at once, with one that ended soon after", async () => {
    await using server = await startRedis();
    const { accounts, redis } = createTestAccounts(server);
    const state = createTestState(redis, { clusterKeys: createClusterKeys([testClusterKey]) });
    const hasData = async (name: string) => (await redis.exists(keys.accountKeys(name).meta)) === 1;
    const give = async (name: string): Promise<void> => {
      await accounts.add(block(name));
      await state.state.open(name, await state.own(name));
    };
    await give("home");
    await accounts.remove("home");
    expect(await hasData("home")).toBe(false);

    const t = createTestWorkers(server);
    let close = (): void => {};
    const closing = new Promise<void>((resolve) => {
      close = resolve;
    });
    t.start({ closing: () => closing });
    await give("work");
    await expect.poll(() => t.openAccounts()).toEqual(["work"]);
    await accounts.remove("work");
    await accounts.purge();
    // Its owner may still write.
    expect(await hasData("work")).toBe(true);
    await expect(accounts.add(block("work"))).rejects.toMatchObject({ code: "edit-conflict" });
    close();
    await expect
      .poll(async () => {
        await accounts.purge();
        return hasData("work");
      })
      .toBe(false);
    await accounts.add(block("work"));
    await expect.poll(() => t.openAccounts()).toEqual(["work"]);
    expect(await redis.smembers(keys.removed)).toEqual([]);
  });

  it("can be read after the cluster key was replaced, and a damaged one is left out", async () => {
    await using server = await startRedis();
    const next = "22".repeat(32);
    const before = createTestAccounts(server);
    await before.accounts.add(block("home"));
    await before.accounts.add(block("work"));
    const both = createTestAccounts(server, [next, testClusterKey]);
    await rotateClusterKeys({ redis: both.redis, keys, clusterKeys: both.clusterKeys });
    const after = createTestAccounts(server, [next]);
    expect([...(await after.accounts.list()).keys()]).toEqual(["home", "work"]);
    await expect(before.accounts.list()).rejects.toMatchObject({ details: { reason: "wrong-key" } });
    // What belongs to one account opens as no other.
    await after.redis.hset(keys.accounts, "work", (await after.redis.hgetBuffer(keys.accounts, "home"))!);
    expect([...(await after.accounts.list()).keys()]).toEqual(["home"]);
    expect(after.problems).toMatchObject([{ code: "store-damaged" }]);
    await expect(after.accounts.read("work")).rejects.toMatchObject({ code: "store-damaged" });
  });
});
