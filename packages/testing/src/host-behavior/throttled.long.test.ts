import { expect, it } from "vitest";
import { createTestHost } from "../create-test-host.ts";
import { mailSlice } from "../slices/mail-slice.ts";
import { todoSlice } from "../slices/todo-slice.ts";

it("a long Retry-After makes the sensors of its service stale, and says until when", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: mailSlice }, { plugin: todoSlice }] });
  await t.advance("1m");
  t.emulator.control.faults.add({ path: "/me/mailFolders*", status: 429, retryAfter: "3600", count: 1 });
  await t.advance("10m");
  const { stale, error } = t.sensor("mail-slice/inbox");
  expect(stale).toBe(true);
  const until = /throttles outlook until (\S+Z)/.exec(error ?? "")?.[1] ?? "";
  expect(Date.parse(until) - t.clock.now().getTime()).toBeGreaterThan(45 * 60_000);
  expect(t.sensor("todo-slice/tasks").stale).toBe(false);
  expect(t.account.status().problem).toMatchObject({ code: "stale", message: expect.stringContaining(until) });
  expect(t.log.filter((line) => /^warn .*keeps failing \(graph-throttled\)/.test(line))).toHaveLength(1);
  await t.advance("60m");
  expect(t.sensor("mail-slice/inbox")).toMatchObject({ stale: false, error: undefined });
  expect(t.account.status()).not.toHaveProperty("problem");
});
