import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createTestIo } from "../../test/command-line.fixture.ts";
import { createTextStyles } from "../terminal/text-styles.ts";
import { consentIntroductionOf } from "./consent-introduction.ts";
import { startDemo } from "./start-demo.ts";

test("two demos that start at the same moment get ports of their own", async () => {
  const folder = await mkdtemp(join(tmpdir(), "casement-demos-"));
  const ports = { hub: 20_711, emulator: 20_712 };
  const start = (name: string) => startDemo(createTestIo().io, join(folder, name), ports, { mqtt: true, consent: "microsoft-managed" });
  const demos = await Promise.all([start("one"), start("two")]);
  const addresses = demos.flatMap(({ hub, emulator, broker }) => [hub.address, emulator.url, broker!.url]);
  const style = createTextStyles(false);
  for (const demo of demos)
    expect(consentIntroductionOf(demo, style)).toContain(`mosquitto_sub ${demo.broker!.options} -v -t 'casement/home/#'`);
  await Promise.all(demos.map((demo) => demo.stop()));
  await rm(folder, { recursive: true });
  expect(new Set(addresses).size).toBe(6);
  expect(addresses.filter((address) => /:2071[12]$/.test(address))).toHaveLength(2);
});
