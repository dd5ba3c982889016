import { closeSync, mkdirSync, openSync } from "node:fs";
import { newKinds } from "../harness/outside-changes.ts";
import { createSmallDisk } from "../harness/small-disk.ts";
import type { FaultScenario, ScenarioGroup } from "./fault-scenario.ts";

type Stream = "stdout" | "stderr";

/** The program that reads the hub's output ends. */
const readerEnds = (streams: readonly Stream[], quick?: true): FaultScenario => ({
  name: `reader-of-${streams.join("-and-")}-ends`,
  ...(quick && { quick }),
  async run(run) {
    const household = await run.open({ logLevel: "debug", unstarted: true });
    await household.startHub({ stdio: ["ignore", "pipe", "pipe"] });
    const { child } = household.hub.process()!;
    for (const stream of ["stdout", "stderr"] as const) {
      if (streams.includes(stream)) child[stream]!.destroy();
      else child[stream]!.resume();
    }
    await household.signIn();
    await household.fresh(60);
    await household.changes.make(...newKinds);
    await run.settle(household);
  },
});

/** The disk of the log is full. */
const logDiskFull = (stream: Stream): FaultScenario => ({
  name: `${stream}-on-a-full-disk`,
  needs: ["mount"],
  async run(run) {
    mkdirSync(run.folder, { recursive: true });
    const disk = createSmallDisk(`${run.folder}/log`, "64k");
    run.cleanUp(disk.remove);
    const file = openSync(`${disk.folder}/hub.log`, "a");
    run.cleanUp(() => closeSync(file));
    disk.fill();
    const household = await run.open({ logLevel: "debug", unstarted: true });
    await household.startHub({ stdio: ["ignore", stream === "stdout" ? file : "ignore", stream === "stderr" ? file : "ignore"] });
    await household.signIn();
    await household.fresh(60);
    await household.changes.make(...newKinds);
    await run.settle(household);
  },
});

/** A log or a terminal that cannot be written to never ends the hub. */
export const logOutput: ScenarioGroup = {
  name: "log",
  scenarios: [
    readerEnds(["stdout"]),
    readerEnds(["stderr"]),
    readerEnds(["stdout", "stderr"], true),
    logDiskFull("stdout"),
    logDiskFull("stderr"),
  ],
};
