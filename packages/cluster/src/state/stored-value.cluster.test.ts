import { expect, it } from "vitest";
import { describeOnRedis, startRedis } from "../../test/test-redis.fixture.ts";
import { createTestState } from "../../test/test-state.fixture.ts";

const options = { purpose: "sign-in of home", onSetAside() {}, consequence: "" };

describeOnRedis("a file of an account", () => {
  it("keeps the newer of two refresh tokens that rotated at once", async () => {
    await using server = await startRedis();
    const t = createTestState(server.connect());
    const first = (await t.state.open("home", await t.own("home"))).file<string>("sign-in", options);
    await first.update(() => "token 1");
    // The first owner is suspended between reading and writing.
    let next: Awaited<ReturnType<typeof t.state.open>> | undefined;
    const late = first.update(async (before) => {
      next = await t.state.open("home", await t.own("home"));
      await next.file<string>("sign-in", options).update(() => "token 2");
      return `${before}, too late`;
    });
    await expect(late).rejects.toMatchObject({ code: "lease-lost" });
    expect(await next?.file("sign-in", options).read()).toBe("token 2");
  });

  it("calls a change again with what was written meanwhile, and deletes", async () => {
    await using server = await startRedis();
    const t = createTestState(server.connect());
    const lease = await t.own("home");
    const [one, other] = [await t.state.open("home", lease), await t.state.open("home", lease)].map((store) =>
      store.file<string[]>("list", options),
    );
    const seen: (readonly string[] | undefined)[] = [];
    await one!.update(async (before) => {
      seen.push(before);
      if (seen.length === 1) await other!.update(() => ["other"]);
      return [...(before ?? []), "one"];
    });
    expect(seen).toEqual([undefined, ["other"]]);
    expect(await other!.read()).toEqual(["other", "one"]);
    await one!.update(() => undefined);
    expect(await other!.read()).toBeUndefined();
  });
});
