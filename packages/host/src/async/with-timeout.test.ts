import { createFakeClock } from "@casement/graph-emulator";
import { expect, it, vi } from "vitest";
import { timedOut, withTimeout } from "./with-timeout.ts";

const never = () => new Promise<never>(() => {});

it("aborts work that is too slow with the error that the caller gets", async () => {
  const clock = createFakeClock("2026-03-02T08:00:00Z");
  const seen: AbortSignal[] = [];
  const work = (signal: AbortSignal) => {
    seen.push(signal);
    return never();
  };
  const tooSlow = new Error("too slow");
  const [plain, failing] = [
    withTimeout(clock, 1_000, new AbortController().signal, work),
    withTimeout(clock, 1_000, new AbortController().signal, work, () => tooSlow),
  ];
  const failed = expect(failing).rejects.toBe(tooSlow);
  await clock.advance(999);
  expect(seen.map(({ aborted }) => aborted)).toEqual([false, false]);
  await clock.advance(1);
  expect(await plain).toBe(timedOut);
  await failed;
  expect(seen.map(({ reason }) => reason)).toEqual([expect.objectContaining({ name: "AbortError" }), tooSlow]);
});

it("lets much work wait for the same signal without a warning of a leak", async () => {
  const warnings = vi.spyOn(process, "emitWarning");
  const clock = createFakeClock("2026-03-02T08:00:00Z");
  const closing = new AbortController();
  const all = Array.from({ length: 12 }, () => withTimeout(clock, 1_000, closing.signal, never));
  closing.abort(new Error("closed"));
  for (const each of await Promise.allSettled(all)) expect(each).toMatchObject({ reason: { message: "closed" } });
  expect(warnings).not.toHaveBeenCalled();
  warnings.mockRestore();
});

it("takes a promise, too, whose failure nobody sees after the abort", async () => {
  const clock = createFakeClock("2026-03-02T08:00:00Z");
  const closing = new AbortController();
  expect(await withTimeout(clock, 1_000, closing.signal, Promise.resolve("done"))).toBe("done");
  const late = withTimeout(clock, 1_000, closing.signal, never());
  await clock.advance(1_000);
  expect(await late).toBe(timedOut);
  closing.abort(new Error("closed"));
  await expect(withTimeout(clock, 1_000, closing.signal, Promise.reject(new Error("failed")))).rejects.toThrow("closed");
});
