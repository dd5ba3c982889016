import { expect, onTestFinished, test } from "vitest";
import { tasks } from "../../test/tasks-plugin.fixture.ts";
import { createTestCluster } from "../../test/test-front.fixture.ts";
import { describeOnRedis, useRedis } from "../../test/test-redis.fixture.ts";

const user = "ada@contoso.example";

describeOnRedis("a sign-in whose owner ends", () => {
  const server = useRedis();

  async function startSignedOut() {
    const cluster = await createTestCluster(server(), { plugins: [{ plugin: tasks }], signedOut: true });
    onTestFinished(() => cluster[Symbol.asyncDispose]());
    const [a, b] = [await cluster.openFront(), await cluster.openFront()];
    /** Another process runs the account from now on. */
    const moveOwner = async () => {
      const next = await cluster.owner.restart();
      onTestFinished(() => next[Symbol.asyncDispose]());
      return next;
    };
    return { ...cluster, control: cluster.owner.emulator.control, a, b, moveOwner };
  }

  test("in a browser ends at another front and another worker, with what was chosen", async () => {
    const t = await startSignedOut();
    const { url, done } = await t.a.account("home").signIn.callback("http://localhost:8365/auth/callback", { requestedSet: "read" });
    const owner = await t.moveOwner();
    const page = t.control.entra.signIn(url, { user });
    if (!("redirect" in page)) throw new Error("The emulator refused the sign-in.");
    const account = await t.b.signInFor(page.redirect);
    expect(account?.name).toBe("home");
    expect(await account!.signIn.complete(page.redirect)).toMatchObject({ outcome: "signed-in", identity: { username: user } });
    expect(await done).toMatchObject({ outcome: "signed-in" });
    expect(owner.account.status()).toMatchObject({ state: "signed-in", requestedSet: "read" });
    await expect(account!.signIn.complete(page.redirect)).rejects.toMatchObject({ code: "sign-in-expired" });
    expect(await t.redis.hget(t.keys.accountKeys("home").files, "started-sign-ins")).toBeNull();
  });

  test("by a code goes on at the next worker, which asks Microsoft for the same code", async () => {
    const t = await startSignedOut();
    const { userCode, done } = await t.a.account("home").signIn.deviceCode({ requestedSet: "read" });
    const owner = await t.moveOwner();
    t.control.entra.approveDevice(userCode, user);
    await expect
      .poll(async () => {
        await owner.advance("5s");
        return owner.account.status();
      })
      .toMatchObject({ state: "signed-in", requestedSet: "read" });
    expect(await done).toMatchObject({ outcome: "signed-in" });
    await expect.poll(() => t.redis.hget(t.keys.accountKeys("home").files, "started-sign-ins")).toBeNull();
  });

  test("can be canceled at any front, and is then of no use to the next worker", async () => {
    const t = await startSignedOut();
    const { userCode, id, done } = await t.a.account("home").signIn.deviceCode();
    await t.b.account("home").signIn.cancel(id);
    expect(await done).toMatchObject({ outcome: "failed" });
    const owner = await t.moveOwner();
    t.control.entra.approveDevice(userCode, user);
    await owner.advance("30s");
    expect(owner.account.status().state).toBe("signed-out");
    await expect(t.b.account("home").signIn.outcome(id)).rejects.toMatchObject({ code: "sign-in-expired" });
  });
});
