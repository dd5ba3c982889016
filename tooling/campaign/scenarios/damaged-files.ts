import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { newKinds } from "../harness/outside-changes.ts";
import type { FaultScenario, ScenarioGroup } from "./fault-scenario.ts";

/** A file that is damaged while the hub runs. */
const damagedWhileRunning = (name: string, file: string, damage: (path: string) => void): FaultScenario => ({
  name: `running-${name}`,
  async run(run) {
    const household = await run.open();
    damage(`${household.dataFolder}/${file}`);
    await household.changes.make(...newKinds);
    await household.announced(60);
    await household.emulator.control("entra/endAccessTokens", "expired");
    await household.changes.make("task");
    await run.settle(household);
    run.check((await household.hub.account()).state === "signed-in", "the sign-in in memory was given up");
  },
});

const feeds = "accounts/home/feeds.log";
const signIn = "accounts/home/sign-in";
const flipBit = (path: string, at: number, bit: number) => {
  const data = readFileSync(path);
  data[at]! ^= 1 << bit;
  writeFileSync(path, data);
};

/** One bit of a file flips, or its end is cut, before a start. */
const damagedBeforeStart = (file: string, damages: number): FaultScenario => ({
  name: `start-${file.split("/").at(-1)!.replace(".", "-")}`,
  async run(run) {
    const household = await run.open();
    const { hub, dataFolder, folder } = household;
    await household.changes.make(...newKinds);
    await run.settle(household);
    const kept = (await hub.sensors()).filter(({ state }) => state !== undefined).length;
    await hub.kill();
    const good = `${folder}/good`;
    cpSync(dataFolder, good, { recursive: true });
    for (let i = 0; i < damages; i++) {
      rmSync(dataFolder, { recursive: true });
      cpSync(good, dataFolder, { recursive: true });
      chmodSync(`${dataFolder}/key`, 0o600);
      rmSync(`${dataFolder}/lock`, { force: true });
      const path = `${dataFolder}/${file}`;
      const at = Math.floor(Math.random() * readFileSync(path).length);
      if (i % 4 === 3) truncateSync(path, at);
      else flipBit(path, at, Math.floor(Math.random() * 8));
      const logged = hub.log().length;
      const refused = await household.startHub().then(
        () => undefined,
        (error: Error) => error.message,
      );
      const said = hub.log().slice(logged);
      if (file === "key") {
        run.check(refused !== undefined && /key/i.test(refused), `a damaged key was used (byte ${at}): ${refused ?? "started"}`);
      } else {
        run.check(refused === undefined, `did not start (byte ${at}): ${refused}`);
        const now = hub.isAlive() ? (await hub.sensors()).filter(({ state }) => state !== undefined).length : 0;
        run.check(file !== signIn || now === kept, `${now} of ${kept} last states after a damaged sign-in`);
        run.check(i % 4 === 3 || /set aside|damaged|unreadable|cannot be read/i.test(said), `nothing says that ${file} is damaged`);
      }
      run.check(!/TypeError|SyntaxError|at .*\.js:/.test(said), `the log has a stack trace (byte ${at})`);
      await hub.kill();
    }
    rmSync(dataFolder, { recursive: true });
    cpSync(good, dataFolder, { recursive: true });
    chmodSync(`${dataFolder}/key`, 0o600);
    await household.startHub();
    await run.settle(household);
  },
});

/** Whatever the lock file contains: the hub starts, or says why not, in time. */
const locks: FaultScenario = {
  name: "locks",
  async run(run) {
    const household = await run.open();
    const { hub, dataFolder } = household;
    await hub.kill();
    const lock = `${dataFolder}/lock`;
    const dead = readFileSync(lock, "utf8");
    const { id } = JSON.parse(dead);
    const contents: Readonly<Record<string, string | undefined>> = {
      dead,
      ...{
        empty: "",
        null: "null",
        braces: "{}",
        brackets: "[]",
        number: "123",
        text: '"x"',
        cut: dead.slice(0, 20),
        zeros: "\0".repeat(120),
      },
      "pid -1": JSON.stringify({ pid: -1, id }),
      "pid 0": JSON.stringify({ pid: 0, id }),
      "pid as text": JSON.stringify({ pid: "abc", id }),
      "another boot": JSON.stringify({ pid: process.pid, started: "00000000-0000-4000-8000-000000000000/1", id }),
      folder: undefined,
    };
    for (const [name, content] of Object.entries(contents)) {
      rmSync(lock, { recursive: true, force: true });
      if (content === undefined) mkdirSync(lock);
      else writeFileSync(lock, content);
      const refused = await household.startHub({ seconds: 15 }).then(
        () => undefined,
        (error: Error) => error.message,
      );
      if (name === "folder") run.check(refused === undefined || /lock/i.test(refused), `${name}: ${refused}`);
      else run.check(refused === undefined, `${name}: ${refused}`);
      await hub.kill();
    }
    rmSync(lock, { recursive: true, force: true });
    await household.startHub();
    await household.changes.make(...newKinds);
    await run.settle(household);
  },
};

const secondStart: FaultScenario = {
  name: "second-hub-on-the-folder",
  async run(run) {
    const household = await run.open();
    const { hub, dataFolder } = household;
    const first = hub.process()!;
    const refused = await hub.start({ seconds: 15, wait: false }).then(() => hub.process()!.exited);
    run.check(
      refused.code !== 0 && first.end() === undefined,
      `the second ended with ${refused.code}, the first with ${JSON.stringify(first.end())}`,
    );
    run.check(existsSync(`${dataFolder}/run.json`), "run.json of the first is gone");
    run.check(/already uses the data folder/.test(hub.log()), "the second does not say why");
    run.cleanUp(async () => void (await first.stop()));
    run.check((await hub.sensors()).length > 0, "the first no longer responds");
  },
};

const scenarios: readonly FaultScenario[] = [
  damagedWhileRunning("feeds-cut-in-half", feeds, (path) => truncateSync(path, readFileSync(path).length >> 1)),
  damagedWhileRunning("feeds-empty", feeds, (path) => truncateSync(path, 0)),
  damagedWhileRunning("feeds-garbage", feeds, (path) => flipBit(path, 300, 1)),
  damagedWhileRunning("sign-in-empty", signIn, (path) => truncateSync(path, 0)),
  damagedWhileRunning("sign-in-gone", signIn, (path) => rmSync(path)),
  damagedBeforeStart(feeds, 16),
  damagedBeforeStart(signIn, 8),
  damagedBeforeStart("key", 8),
  locks,
  secondStart,
];

export const damagedFiles: ScenarioGroup = { name: "files", scenarios };
