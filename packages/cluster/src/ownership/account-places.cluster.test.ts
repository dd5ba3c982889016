import { expect, it } from "vitest";
import { startWorker } from "../../test/start-worker.fixture.ts";
import { describeOnRedis, startRedis } from "../../test/test-redis.fixture.ts";
import { createTestWorkers, testTimes } from "../../test/test-workers.fixture.ts";

describeOnRedis("the accounts of a cluster", () => {
  it("are opened and closed by their worker as they come and go", async () => {
    await using server = await startRedis();
    const t = createTestWorkers(server);
    const worker = t.start();
    await t.add("home", "work");
    await expect.poll(() => t.openAccounts()).toEqual(["home", "work"]);
    expect((await t.places.ownerOf("home"))?.worker).toBe(worker.id);
    await t.places.remove("home");
    await expect.poll(() => worker.ends).toEqual([["home", "give-back"]]);
    await t.places.add("home");
    await expect.poll(() => t.openAccounts()).toEqual(["home", "work"]);
    await expect(t.places.ownerOf("nobody")).rejects.toMatchObject({ code: "account-unknown" });
    await t.places.remove("nobody");
    expect(t.mostOwners()).toBe(1);
  });

  it("share a slot with the account whose sign-in they use, which is opened first and closed last", async () => {
    await using server = await startRedis();
    const t = createTestWorkers(server);
    // Added in the wrong order, and enough of them that they do not meet by chance.
    for (const borrower of ["a", "b", "c"]) await t.places.add(borrower, "lender");
    await t.add("lender", "other");
    const slots = await Promise.all(["a", "b", "c", "lender"].map(async (name) => t.redis.hget(t.slotKeys.places, name)));
    expect(new Set(slots).size).toBe(1);
    const worker = t.start();
    await expect.poll(() => t.openAccounts()).toEqual(["a", "b", "c", "lender", "other"]);
    expect(t.history.map(({ account }) => account).filter((account) => account !== "other")[0]).toBe("lender");
    expect(worker.ownership.lockOf("a")).toBe(worker.ownership.lockOf("lender"));
    await worker.drain();
    expect(
      worker.ends
        .map(([account]) => account)
        .filter((account) => account !== "other")
        .at(-1),
    ).toBe("lender");
  });

  it("do not change the sign-in that they use while they are open: two slots would run them", async () => {
    await using server = await startRedis();
    const t = createTestWorkers(server);
    let close = (): void => {};
    const closing = new Promise<void>((resolve) => {
      close = resolve;
    });
    await t.add("lender", "home");
    t.start({ closing: () => closing });
    await expect.poll(() => t.openAccounts()).toEqual(["home", "lender"]);
    await expect(t.places.add("home", "lender")).rejects.toMatchObject({ code: "edit-conflict" });
    await t.places.remove("home");
    await expect(t.places.add("home", "lender")).rejects.toMatchObject({ code: "edit-conflict" });
    close();
    await expect
      .poll(() =>
        t.places.add("home", "lender").then(
          () => "added",
          () => "refused",
        ),
      )
      .toBe("added");
    await expect.poll(() => t.openAccounts()).toEqual(["home", "lender"]);
    expect(t.mostOwners()).toBe(1);
  });

  it("are right after they were removed and added while their worker died", async () => {
    await using server = await startRedis();
    const t = createTestWorkers(server, { slots: 8 });
    await t.add("home", "work", "gone");
    const first = startWorker({ url: server.url, id: "first", slots: 8, times: testTimes });
    const opened = async () => (await t.redis.exists("test:ledger:home", "test:ledger:work", "test:ledger:gone")) === 3;
    await expect.poll(opened).toBe(true);
    first.child.kill("SIGKILL");
    await t.places.remove("home");
    await t.places.remove("gone");
    await t.places.add("home");
    const second = t.start();
    await expect.poll(() => t.openAccounts()).toEqual(["home", "work"]);
    await expect.poll(async () => new Set(await t.owners())).toEqual(new Set([second.id]));
    // The slot of the removed account has another owner, so nothing is waiting for the dead one.
    expect(await t.redis.hgetall(t.slotKeys.leaving)).toEqual({});
    expect([...second.open].sort()).toEqual(["home", "work"]);
  });

  it("have no owner while they wait because they may have ended workers, and are opened with those that use their sign-in", async () => {
    await using server = await startRedis();
    const t = createTestWorkers(server, { slots: 4, crashPolicy: { openingTime: 2_000 } });
    await t.add("home", "other");
    await t.places.add("calendar", "home");
    await t.redis.hset(t.slotKeys.crashes, { home: 6, other: 1.5 });
    const worker = t.start();
    await expect.poll(() => t.openAccounts()).toEqual(["other"]);
    expect((await t.places.ownerOf("other"))?.worker).toBe(worker.id);
    for (const account of ["home", "calendar"]) expect(await t.places.ownerOf(account)).toBeUndefined();
    // As soon as nothing else is being opened.
    await expect.poll(() => t.openAccounts()).toEqual(["calendar", "home", "other"]);
    expect(t.history.map(({ account }) => account)).toEqual(["other", "home", "calendar"]);
    for (const account of ["home", "calendar"]) expect((await t.places.ownerOf(account))?.worker).toBe(worker.id);
    await expect.poll(() => t.redis.hlen(t.slotKeys.crashes)).toBe(0);
  });
});
