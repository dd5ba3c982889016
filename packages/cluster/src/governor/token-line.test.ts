import { createFakeClock } from "@casement/graph-emulator";
import type { GraphShare } from "@casement/host/ports";
import { describe, expect, it } from "vitest";
import { createTokenLine } from "./token-line.ts";

const never = new AbortController().signal;
const createShare = (more: Partial<GraphShare> = {}): GraphShare => ({
  app: "app",
  tenant: "tenant",
  workload: "presence",
  requests: 1,
  purpose: "read",
  ...more,
});

/** A line whose requests for tokens get what the test put into `grants`, or nothing. */
function createScriptedLine(...grants: number[]) {
  const clock = createFakeClock();
  const asked: number[] = [];
  const line = createTokenLine(clock, async (wanted) => {
    asked.push(wanted);
    return Math.min(wanted, grants.shift() ?? 0);
  });
  return { clock, asked, line, join: (...shares: GraphShare[]) => Promise.all(shares.map((share) => line.join(share, never))) };
}

describe("a line for tokens", () => {
  it("asks for all that wait at once, and serves who asked first", async () => {
    const t = createScriptedLine(2);
    expect(await t.join(createShare(), createShare(), createShare())).toEqual(["go", "go", "later"]);
    expect(t.asked).toEqual([3]);
  });

  it("keeps the place of those that ask again", async () => {
    const t = createScriptedLine(0, 1, 1);
    const [first, second, third] = [createShare(), createShare(), createShare()];
    expect(await t.join(first, second)).toEqual(["later", "later"]);
    const next = t.join(third, second, first);
    await t.clock.advance(1_250);
    expect(await next).toEqual(["later", "later", "go"]);
    const last = t.join(third, second);
    await t.clock.advance(1_250);
    expect(await last).toEqual(["later", "go"]);
    expect(t.asked).toEqual([2, 3, 2]);
  });

  it("serves services before reading", async () => {
    const t = createScriptedLine(1);
    expect(await t.join(createShare(), createShare({ purpose: "service" }))).toEqual(["later", "go"]);
  });

  it("gathers tokens for several requests", async () => {
    const t = createScriptedLine(3, 2);
    const batch = createShare({ requests: 5 });
    expect(await t.join(batch)).toEqual(["later"]);
    const again = t.join(batch);
    await t.clock.advance(1_250);
    expect(await again).toEqual(["go"]);
    expect(t.asked).toEqual([5, 2]);
  });

  it("asks at most 20 times a second, and less often while there are too few tokens", async () => {
    const t = createScriptedLine(1, 1, 0, 1);
    expect(await t.join(createShare())).toEqual(["go"]);
    const second = t.join(createShare());
    await t.clock.advance(49);
    expect(t.asked).toHaveLength(1);
    await t.clock.advance(1);
    expect(await second).toEqual(["go"]);
    const third = t.join(createShare());
    await t.clock.advance(50);
    expect(await third).toEqual(["later"]);
    const fourth = t.join(createShare());
    await t.clock.advance(1_249);
    expect(t.asked).toHaveLength(3);
    await t.clock.advance(1);
    expect(await fourth).toEqual(["go"]);
  });

  it("leaves out who no longer waits", async () => {
    const t = createScriptedLine(0, 5);
    await t.join(createShare());
    const waiting = new AbortController();
    const gone = t.line.join(createShare(), waiting.signal);
    const other = t.join(createShare());
    waiting.abort(new Error("enough"));
    await expect(gone).rejects.toThrow("enough");
    await t.clock.advance(1_250);
    expect(await other).toEqual(["go"]);
    expect(t.asked).toEqual([1, 1]);
  });
});
