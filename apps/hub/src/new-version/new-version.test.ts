import { createFakeClock } from "@casement/graph-emulator";
import { expect, it, vi } from "vitest";
import { findNewVersion } from "./find-new-version.ts";
import { watchNewVersions } from "./watch-new-versions.ts";

const log = { debug() {}, info() {}, warn() {}, error() {} };
const github = (tag: unknown, status = 200) => ({ fetch: async () => new Response(JSON.stringify({ tag_name: tag }), { status }) });

it.each([
  ["casement@0.2.0", "0.1.9", "0.2.0"],
  ["@casement/all@0.10.0", "0.9.0", "0.10.0"],
  ["v1.0.0", "0.99.99", "1.0.0"],
  ["@casement/all@0.2.0", "0.2.0", undefined],
  ["@casement/all@0.2.0", "0.3.0", undefined],
])("the release %s is news for %s: %s", async (tag, version, news) => {
  expect(await findNewVersion(github(tag), version)).toBe(news);
});

it.each([
  ["casement@0.2.0-beta.1", 200],
  [undefined, 200],
  ["casement@9.0.0", 403],
])("takes %s with status %i for no answer", async (tag, status) => {
  await expect(findNewVersion(github(tag, status), "0.1.0")).rejects.toThrow("status");
});

it("asks once a day, keeps the last answer, and stops", async () => {
  const clock = createFakeClock();
  const answers = ["casement@0.2.0", undefined, "casement@0.3.0"];
  const fetch = vi.fn(async () => new Response(JSON.stringify({ tag_name: answers.shift() })));
  const watch = watchNewVersions({ fetch }, "0.1.0", clock, log);
  await expect.poll(() => watch.newVersion).toBe("0.2.0");
  await clock.advance(24 * 3_600_000);
  expect([fetch.mock.calls.length, watch.newVersion]).toEqual([2, "0.2.0"]);
  await clock.advance(24 * 3_600_000);
  await expect.poll(() => watch.newVersion).toBe("0.3.0");
  watch.stop();
  await clock.advance(72 * 3_600_000);
  expect(fetch).toHaveBeenCalledTimes(3);
});
