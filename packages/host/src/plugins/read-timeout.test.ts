import { createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { withReadTimeout } from "./read-timeout.ts";

function createReader() {
  const clock = createFakeClock();
  const closing = new AbortController();
  const signals: AbortSignal[] = [];
  const environment = { account: { clock, signal: closing.signal }, plugin: { id: "slow" } } as unknown as Parameters<
    typeof withReadTimeout
  >[0];
  const read = <T>(result: Promise<T>, every = 24 * 3_600_000) =>
    withReadTimeout(environment, { readWhat: 'its sensor "birthdays"', every }, (signal) => {
      signals.push(signal);
      return result;
    });
  return { clock, closing, signals, read };
}
const forever = new Promise<never>(() => {});

it("returns what was read in time, and what was thrown", async () => {
  const { clock, signals, read } = createReader();
  expect(await read(Promise.resolve(7))).toBe(7);
  await expect(read(Promise.reject(new Error("No.")))).rejects.toThrow("No.");
  await clock.advance(10 * 60_000);
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, false]);
});

it("aborts a read after ten minutes, and names the plugin and what it read", async () => {
  const { clock, signals, read } = createReader();
  let failure: unknown;
  const reading = read(forever).catch((error) => {
    failure = error;
  });
  await clock.advance(10 * 60_000 - 1);
  expect([failure, signals[0]?.aborted]).toEqual([undefined, false]);
  await clock.advance(1);
  await reading;
  expect(failure).toMatchObject({
    code: "timeout",
    message:
      'Plugin "slow" did not finish reading its sensor "birthdays" within 600 s, so the read was aborted. Casement retries automatically. Check the network connection. If only this plugin is affected, report it to the plugin\'s author.',
    details: { plugin: "slow" },
  });
  expect(signals[0]?.reason).toBe(failure);
});

it.each([
  [60_000, 90],
  [61_000, 105],
])("aborts a read that is repeated every %d ms as soon as its value is stale: after %d s", async (every, seconds) => {
  const { clock, signals, read } = createReader();
  const reading = read(forever, every).catch((error) => error.message);
  await clock.advance(seconds * 1_000 - 1);
  expect(signals[0]?.aborted).toBe(false);
  await clock.advance(1);
  expect(await reading).toContain(`within ${seconds} s`);
});

it("aborts a read when the account closes", async () => {
  const { closing, signals, read } = createReader();
  const reading = read(forever);
  closing.abort(new Error("The hub is stopping."));
  await expect(reading).rejects.toThrow("The hub is stopping.");
  expect(signals[0]?.aborted).toBe(true);
});
