import { readdir } from "node:fs/promises";
import { expect, it } from "vitest";
import { createLamp, historyFolderOf, knownStatesOf, startLampHost } from "../../test/history/lamp.fixture.ts";

it("keeps no more days than configured, and says of each what the state was", async () => {
  const lamp = createLamp();
  await using t = await startLampHost(lamp, 3, "1h");
  await t.advance("1m");
  for (const state of ["on", "off", "on", "off", "on"]) {
    await t.advance("24h");
    lamp.state = state;
    await t.advance("1h");
  }
  expect((await readdir(historyFolderOf(t))).length).toBeLessThanOrEqual(4);
  expect(await knownStatesOf(t)).toEqual(["off", "on", "off", "on"]);
  expect(await knownStatesOf(t, 1)).toEqual(["off", "on"]);
});
