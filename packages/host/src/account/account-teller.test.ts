import { createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { createAlarms } from "../async/alarms.ts";
import type { ToldAccount } from "../ports/index.ts";
import { createAccountTeller } from "./account-teller.ts";

it("tells what has changed, every two seconds at most, and nothing that has not", async () => {
  const clock = createFakeClock();
  const told: string[] = [];
  let described = 0;
  let userId = "one";
  const teller = createAccountTeller({
    clock,
    alarms: createAlarms(clock),
    describe: () => ({ userId, n: described++ && 0 }) as unknown as ToldAccount,
    tell: (account) => void told.push(account.userId!),
  });
  const change = async (to: string, ms: number): Promise<void> => {
    userId = to;
    for (let time = 0; time < 10; time++) teller.changed();
    await clock.advance(ms);
  };
  await change("one", 0);
  expect(told).toEqual(["one"]);
  await change("two", 1_000);
  await change("three", 500);
  expect([told, described]).toEqual([["one"], 1]);
  await clock.advance(500);
  expect([told, described]).toEqual([["one", "three"], 2]);
  await change("three", 10_000);
  expect([told, described]).toEqual([["one", "three"], 3]);
  teller.stop();
  await change("four", 10_000);
  expect(told).toEqual(["one", "three"]);
});
