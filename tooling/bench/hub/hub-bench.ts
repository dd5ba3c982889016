import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installHub } from "./install-hub.ts";
import { type AnswerFigures, answerGoalMs, floodGoalMs, measureAnswers } from "./measure-answers.ts";
import { measureUntilExit, measureUntilLine, medianOf, type ProcessFigures } from "./measure-node-process.ts";
import { bigFolders, messagesPerFolder, openHubServers, prepareHubFolder, waitUntilLive } from "./prepare-hub-folder.ts";

export interface HubFigures {
  readonly install: { readonly megabytes: number; readonly megabytesOnDisk: number; readonly packages: number };
  /** Node.js without a program: `node -e 0`. */
  readonly bare: ProcessFigures;
  /** Node.js with the hub's libraries imported, without Casement's code. */
  readonly libraries: ProcessFigures;
  readonly help: ProcessFigures;
  readonly hub: ProcessFigures;
  /** With three folders of 10,000 messages: the first start. */
  readonly firstSync: ProcessFigures;
  /** With three folders of 10,000 messages: the second start. */
  readonly bigFolders: ProcessFigures;
  readonly answers: AnswerFigures;
}

const repetitions = 7;
/** Idle time before memory is measured, in seconds. */
const restSeconds = 20;

/** Measures the built hub with all plugins, HTTP and MQTT, installed with npm, and Node.js without a program in the same run. */
export async function runHubBench(root: string): Promise<HubFigures> {
  const folder = await mkdtemp(join(tmpdir(), "casement-bench-"));
  try {
    const { command, libraries, ...install } = await installHub(root, folder);
    const importAll = `await Promise.all(${JSON.stringify(libraries)}.map((name) => import(name))); console.log("ready"); setInterval(() => {}, 60_000);`;
    const importing = ["--input-type=module", "-e", importAll];
    const bare = await medianOf(repetitions, () => measureUntilExit(["-e", "0"], folder));
    const help = await medianOf(repetitions, () => measureUntilExit([command, "--help"], folder));
    const imported = await medianOf(repetitions, () => measureUntilLine(importing, { cwd: folder, restSeconds: 0 }));
    const importedAtRest = await measureUntilLine(importing, { cwd: folder, restSeconds });

    await using servers = await openHubServers();
    const start = [command, "start", "--json"];
    const [small, big] = [join(folder, "small"), join(folder, "big")];
    await prepareHubFolder(small, servers);
    const alive = (cwd: string) => ({ cwd, whenReady: () => waitUntilLive(cwd) });
    await measureUntilLine(start, { ...alive(small), restSeconds: 1 });
    const started = await medianOf(repetitions, () => measureUntilLine(start, { cwd: small, restSeconds: 0 }));
    const atRest = await measureUntilLine(start, { ...alive(small), restSeconds });
    await prepareHubFolder(big, servers, { big: true });
    return {
      install,
      bare,
      libraries: { ...importedAtRest, seconds: imported.seconds },
      help,
      hub: { ...atRest, seconds: started.seconds },
      firstSync: await measureUntilLine(start, { ...alive(big), restSeconds }),
      bigFolders: await measureUntilLine(start, { ...alive(big), restSeconds }),
      answers: await measureAnswers(join(folder, "notified"), command, servers),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function formatHubFigures({ install, bare, libraries, help, hub, firstSync, bigFolders: big, answers }: HubFigures): string {
  const row = (title: string, { seconds, megabytes }: ProcessFigures, goal = "") => {
    const memory = (value: number | undefined) => (value === undefined ? "" : value.toFixed(0));
    const ratio = (value: number | undefined, of: number | undefined) =>
      value === undefined || of === undefined ? "" : (value / of).toFixed(2);
    const ratios = `${ratio(seconds, bare.seconds)} | ${ratio(seconds, libraries.seconds)} | ${ratio(megabytes, libraries.megabytes)}`;
    return `| ${title} | ${seconds.toFixed(2)} | ${memory(megabytes)} | ${ratios} | ${goal} |`;
  };
  return [
    "## Cost of the hub",
    "",
    "The built packages, installed with npm into an empty folder: the hub with all seven plugins, HTTP and MQTT, signed in to the emulator. Ready: HTTP responds with the stored values; the first reads and the broker follow. Ratios are from the same run.",
    "",
    "| | ready, s | idle, MB | time ÷ Node.js | time ÷ libraries | memory ÷ libraries | goal |",
    "|---|--:|--:|--:|--:|--:|---|",
    row("Node.js without a program", bare),
    row("Node.js with the same libraries imported", libraries),
    row("`casement --help`", help, "0.25 s"),
    row("**`casement start`**", hub, "0.7 s, under 95 MB"),
    row(`… with ${bigFolders.length} folders of ${messagesPerFolder.toLocaleString("en-US")} messages, first start`, firstSync),
    row("… the same, second start", big),
    "",
    `Installed: ${install.megabytes.toFixed(1)} MB of files (${install.megabytesOnDisk.toFixed(1)} MB on disk), ${install.packages} packages. Goal: under 60 MB and 150 packages.`,
    "",
    `Change notifications: two a second for two minutes, each of which causes a read, are answered in ${answers.hub.median.toFixed(1)} ms (median) and ${answers.hub.p99.toFixed(1)} ms (99 %), 10,000 at once within ${(answers.hub.flood / 1_000).toFixed(2)} s. A process that does nothing else, at the same moments: ${answers.idle.median.toFixed(1)} ms, ${answers.idle.p99.toFixed(1)} ms and ${(answers.idle.flood / 1_000).toFixed(2)} s. Goal: 99 % under ${answerGoalMs} ms, 10,000 within ${floodGoalMs / 1_000} s.`,
  ].join("\n");
}
