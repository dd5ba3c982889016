import { expect, it } from "vitest";
import { createCallLimit } from "./call-limit.ts";

it("runs 200 calls at the same time, refuses the next, and has room again when one ends", async () => {
  const limit = createCallLimit("home");
  const ends: (() => void)[] = [];
  const wait = () => limit(() => new Promise<string>((resolve) => ends.push(() => resolve("done"))));
  const waiting = Array.from({ length: 200 }, wait);
  await expect.poll(() => ends.length).toBe(200);
  let ran = false;
  const call = () =>
    limit(async () => {
      ran = true;
      throw new Error("It fails.");
    });
  await expect(call()).rejects.toMatchObject({
    code: "too-many-calls",
    message: "200 calls of account home are waiting already. This one was not run. Try again in 5 s.",
    details: { retryAfter: 5 },
  });
  expect(ran).toBe(false);
  ends.pop()?.();
  expect(await waiting.pop()).toBe("done");
  // A call that fails leaves its place too.
  for (let count = 0; count < 2; count++) await expect(call()).rejects.toThrow("It fails.");
  for (const end of ends) end();
  expect(new Set(await Promise.all(waiting))).toEqual(new Set(["done"]));
});

it("starts one call in each turn of the event loop", async () => {
  const limit = createCallLimit("home");
  let started = 0;
  const calls = Array.from({ length: 3 }, () => limit(async () => void started++));
  const seen: number[] = [];
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    seen.push(started);
  }
  await Promise.all(calls);
  expect(seen).toEqual([1, 2, 3]);
});
