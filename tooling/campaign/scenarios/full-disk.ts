import { existsSync, rmSync } from "node:fs";
import { newKinds } from "../harness/outside-changes.ts";
import { pauseFor } from "../harness/pause-for.ts";
import { secondsUntil } from "../harness/seconds-until.ts";
import { createSmallDisk, type SmallDisk } from "../harness/small-disk.ts";
import type { FaultScenario, ScenarioGroup, ScenarioRun } from "./fault-scenario.ts";
import { countEffects, createCall } from "./service-calls.ts";

const diskWords = /disk|space|full|read-only|written|saved|data folder/i;

function mountDisk(run: ScenarioRun, size = "4m"): SmallDisk {
  const disk = createSmallDisk(`${run.folder}/disk`, size);
  run.cleanUp(disk.remove);
  return disk;
}

const openOn = (run: ScenarioRun, disk: SmallDisk) => run.open({ dataFolder: `${disk.folder}/data` });

/** The disk cannot be written to from the start on. */
const startsOn = (name: string, spoil: (disk: SmallDisk) => void, mend: (disk: SmallDisk) => void): FaultScenario => ({
  name,
  async run(run) {
    const disk = mountDisk(run);
    const household = await openOn(run, disk);
    const { hub } = household;
    const kept = (await hub.sensors()).filter(({ state }) => state !== undefined).length;
    await hub.kill("SIGTERM");
    spoil(disk);
    await household.startHub().catch((error) => run.check(false, error.message));
    if (hub.isAlive()) {
      const now = (await hub.sensors()).filter(({ state }) => state !== undefined).length;
      run.check(now === kept, `${now} of ${kept} last states`);
      run.check(diskWords.test(hub.log() + JSON.stringify(await hub.account())), "nothing says that the disk cannot be written to");
      run.check((await household.fresh(60)) !== undefined, "the sensors are not read");
    }
    await hub.kill();
    mend(disk);
    await household.startHub();
    await household.changes.make(...newKinds);
    await run.settle(household);
  },
});

const scenarios: readonly FaultScenario[] = [
  {
    name: "calls-that-were-done",
    quick: true,
    async run(run) {
      const disk = mountDisk(run);
      const household = await openOn(run, disk);
      disk.fill();
      for (const service of ["todo/create-task", "email/send", "calendar/create-event"]) {
        const call = await createCall(household, service);
        const { status, body } = await household.hub.call(service, call.input);
        const [count] = await countEffects(household, [call]);
        run.count({ expected: 1, lost: count === 0 && status === 200 ? [service] : [], doubled: count! > 1 ? [service] : [] });
        run.check(count === 0 || status === 200, `${service}: done, and reported as ${body?.code}`);
      }
      disk.free();
      await run.settle(household, { seconds: 330 });
    },
  },
  {
    name: "while-running",
    async run(run) {
      const disk = mountDisk(run);
      const household = await openOn(run, disk);
      const { hub, changes, emulator, proxy } = household;
      disk.fill();
      await changes.make(...newKinds, ...newKinds);
      await pauseFor(20_000);
      const tokens = proxy.tokenRequests();
      await emulator.control("entra/endAccessTokens", "expired");
      const renewed = await secondsUntil(60 * run.factor, () => proxy.tokenRequests() > tokens);
      run.check(renewed !== undefined, "no token was renewed on the full disk");
      // What was read cannot be stored, so it is not shown and not announced yet.
      const silent = (await hub.sensors()).filter(({ stale, error }) => stale && !diskWords.test(String(error)));
      run.check(silent.length === 0, `${silent.length} stale sensors do not say why: ${silent[0]?.error}`);
      run.check(diskWords.test(hub.log() + JSON.stringify(await hub.account())), "nothing says that the disk is full");
      run.check(hub.isAlive(), "the hub ended");
      disk.free();
      await run.settle(household, { seconds: 330 });
      await hub.kill();
      await household.startHub();
      await run.settle(household);
    },
  },
  startsOn(
    "start-on-a-full-disk",
    (disk) => {
      rmSync(`${disk.folder}/data/lock`, { force: true });
      disk.fill();
    },
    (disk) => disk.free(),
  ),
  startsOn(
    "start-in-a-read-only-folder",
    (disk) => disk.setReadOnly(true),
    (disk) => disk.setReadOnly(false),
  ),
  {
    name: "data-folder-deleted",
    async run(run) {
      const household = await run.open();
      const { hub, changes, emulator, dataFolder } = household;
      rmSync(dataFolder, { recursive: true });
      await changes.make(...newKinds);
      await household.announced(60);
      await emulator.control("entra/endAccessTokens", "expired");
      await pauseFor(20_000);
      run.check((await hub.account()).state === "signed-in", "the sign-in in memory was given up");
      // The hub looks after its data folder every minute.
      const said = await secondsUntil(90 * run.factor, async () => diskWords.test(hub.log() + JSON.stringify(await hub.account())));
      run.check(said !== undefined, "nothing says that the data folder is gone");
      run.check(existsSync(`${dataFolder}/accounts/home/sign-in`), "the data folder was not written again");
      await run.settle(household);
    },
  },
];

/** The disk may fail. */
export const fullDisk: ScenarioGroup = { name: "disk", needs: ["mount"], scenarios };
