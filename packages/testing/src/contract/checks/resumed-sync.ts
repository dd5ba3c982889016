import { isDeepStrictEqual } from "node:util";
import { advanceUntilEnd } from "../advance.ts";
import { createContractCheck } from "../contract-check.ts";
import type { ContractRig } from "../contract-rig.ts";

export const resumedSync = createContractCheck("continues an interrupted first sync where it stopped", async function* (subject) {
  for (const interruptAfter of [firstPage, firstResponse]) {
    await using rig = await subject.open({ signedOut: true });
    const { t, recorder, observed } = rig;
    interruptAfter(rig);
    await advanceUntilEnd(rig, t.signIn(), 30_000);
    observed.onMore = undefined;
    recorder.onResponse = undefined;
    if (!recorder.isOffline) continue;
    recorder.isOffline = false;
    // Another host reads everything in the meantime, as if in another process: what the plugin keeps in variables is overwritten.
    await using undisturbed = await subject.open({ beside: rig });
    await using restarted = await t.restart();
    await restarted.advance("1m");
    await undisturbed.t.advance(0);
    const [expected, actual] = [await undisturbed.values(), await rig.values(restarted)];
    for (const [id, value] of Object.entries(expected))
      if (!isDeepStrictEqual(actual[id], value))
        yield {
          observed: `After an interrupted sync, the sensor ${id} shows another value than after an undisturbed sync.`,
          advice: "Return the items of each page with that page. Keep what the next page needs in `cursor`, not in variables.",
        };
    for (const { caller, event } of observed.raised.filter(({ caller }) => caller.endsWith(".changed")))
      yield {
        observed: `${caller} raised ${event} for an item of the first sync.`,
        advice: "The first full read is not news. Raise events from `changed`, not from `sync`.",
      };
    return;
  }
});

function firstPage({ observed, recorder }: ContractRig): void {
  observed.onMore = () => {
    recorder.isOffline = true;
  };
}

/** For feeds with a single page, and for sensors that are read. */
function firstResponse({ recorder }: ContractRig): void {
  recorder.onResponse = () => {
    recorder.isOffline = true;
  };
}
