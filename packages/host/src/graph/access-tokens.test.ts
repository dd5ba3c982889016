import { expect, test } from "vitest";
import { createAccessTokens } from "./access-tokens.ts";

test("a token is replaced once, even if requests fail with it later", async () => {
  let made = 0;
  let now = 0;
  const tokens = createAccessTokens(
    async ({ forceRefresh }) => ({ token: `t${forceRefresh ? ++made : made}` }),
    () => now,
  );
  const old = await tokens.current();
  await Promise.all([tokens.renew(old.generation), tokens.renew(old.generation)]);
  await tokens.renew(old.generation);
  expect([old.token, (await tokens.current()).token]).toEqual(["t0", "t1"]);
  // Graph also refuses the new token: not renewed again in the same round.
  await tokens.renew((await tokens.current()).generation);
  expect((await tokens.current()).token).toBe("t1");
  now = 15_000;
  await tokens.renew((await tokens.current()).generation);
  expect((await tokens.current()).token).toBe("t2");
  await tokens.renew((await tokens.current()).generation, "{}");
  expect((await tokens.current()).token).toBe("t3");
});

test("a failed renewal can be repeated", async () => {
  let fail = true;
  const tokens = createAccessTokens(
    async ({ forceRefresh }) => {
      if (forceRefresh && fail) throw new Error("no network");
      return { token: "t" };
    },
    () => 0,
  );
  await expect(tokens.renew(0)).rejects.toThrow("no network");
  fail = false;
  await tokens.renew(0);
  expect((await tokens.current()).generation).toBe(1);
});
