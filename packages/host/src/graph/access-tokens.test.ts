import { expect, test } from "vitest";
import { createAccessTokens } from "./access-tokens.ts";

test("a token is replaced once, also for calls that fail with it later", async () => {
  let made = 0;
  const tokens = createAccessTokens(async ({ forceRefresh }) => ({ token: `t${forceRefresh ? ++made : made}` }));
  const old = await tokens.current();
  await Promise.all([tokens.renew(old.number), tokens.renew(old.number)]);
  await tokens.renew(old.number);
  expect([old.token, (await tokens.current()).token]).toEqual(["t0", "t1"]);
  await tokens.renew((await tokens.current()).number);
  expect((await tokens.current()).token).toBe("t2");
});

test("a renewal that failed can be tried again", async () => {
  let fail = true;
  const tokens = createAccessTokens(async ({ forceRefresh }) => {
    if (forceRefresh && fail) throw new Error("no network");
    return { token: "t" };
  });
  await expect(tokens.renew(0)).rejects.toThrow("no network");
  fail = false;
  await tokens.renew(0);
  expect((await tokens.current()).number).toBe(1);
});
