import { systemClock } from "@casement/core";
import { createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import type * as functions from "../../test/apart/odd-functions.fixture.ts";
import { createRunApart } from "./run-apart.ts";

const module = new URL("../../test/apart/odd-functions.fixture.js", import.meta.url);
const never = new AbortController().signal;
const taskOf = (name: keyof typeof functions, input: object = {}) => ({ module, name, input });

it("calls a function with bytes, without the environment of the hub", async () => {
  const runApart = createRunApart(systemClock);
  const [bytes, names] = await Promise.all([
    runApart(taskOf("countBytes", { bytes: new Uint8Array(3_000_000) }), never),
    runApart(taskOf("readEnvironment"), never),
  ]);
  expect([bytes, names]).toEqual([3_000_000, []]);
});

it("passes on what the function throws", async () => {
  await expect(createRunApart(systemClock)(taskOf("fail"), never)).rejects.toThrow("the file ends too early");
});

it.each([
  ["a function that does not exist", { module, name: "none" }, /exports no function/],
  ["a module that does not exist", { module: new URL("./none.js", module), name: "none" }, /could not be called/],
])("says that it cannot call %s", async (_, task, message) => {
  await expect(createRunApart(systemClock)({ ...task, input: {} }, never)).rejects.toMatchObject({
    code: "plugin-failed",
    message: expect.stringMatching(message),
  });
});

it.each([
  ["memory", "fillBuffers"],
  ["memory", "fillHeap"],
  ["result", "returnMuch"],
] as const)("ends a call at its limit of %s: %s", async (limit, name) => {
  await expect(createRunApart(systemClock)(taskOf(name), never)).rejects.toMatchObject({ code: "limit-exceeded", details: { limit } });
});

it("ends a call after 20 s, and calls the next one", async () => {
  const clock = createFakeClock();
  const runApart = createRunApart(clock);
  const endless = runApart(taskOf("runForever"), never);
  const next = runApart(taskOf("countBytes", { bytes: new Uint8Array(3) }), never);
  const ended = expect(endless).rejects.toMatchObject({ code: "limit-exceeded", details: { limit: "time" } });
  // The first one begins in its turn.
  await new Promise(setImmediate);
  await clock.advance(20_000);
  await ended;
  expect(await next).toBe(3);
});

it("ends a call that is canceled", async () => {
  const runApart = createRunApart(systemClock);
  const canceled = new AbortController();
  const endless = runApart(taskOf("runForever"), canceled.signal);
  canceled.abort(new Error("no longer wanted"));
  await expect(endless).rejects.toThrow("no longer wanted");
});

it("refuses calls when eight wait", async () => {
  const runApart = createRunApart(systemClock);
  const canceled = new AbortController();
  const accepted = Array.from({ length: 9 }, () => runApart(taskOf("runForever"), canceled.signal));
  await expect(runApart(taskOf("runForever"), never)).rejects.toMatchObject({ code: "too-many-calls" });
  canceled.abort(new Error("no longer wanted"));
  expect((await Promise.allSettled(accepted)).map(({ status }) => status)).toEqual(accepted.map(() => "rejected"));
});
