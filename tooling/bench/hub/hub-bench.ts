import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bigFolders, furnish, live, messagesPerFolder, openSurroundings } from "./furnished-hub.ts";
import { installHub } from "./install-hub.ts";
import { type Measured, median, untilEnd, untilLine } from "./node-process.ts";

export interface HubFigures {
  readonly install: { readonly megabytes: number; readonly megabytesOnDisk: number; readonly packages: number };
  /** `node -e 0`. */
  readonly bare: Measured;
  /** Node with the hub's libraries imported, and nothing of ours. */
  readonly libraries: Measured;
  readonly help: Measured;
  readonly hub: Measured;
  /** With three folders of 10,000 messages: the first time, and started again. */
  readonly firstSync: Measured;
  readonly bigFolders: Measured;
}

const times = 7;
/** Seconds at rest before memory is looked at. */
const rest = 20;

/** The built hub with all plugins, HTTP and MQTT, installed as a person would, beside bare Node in the same run. */
export async function runHub(root: string): Promise<HubFigures> {
  const folder = await mkdtemp(join(tmpdir(), "casement-bench-"));
  try {
    const { command, libraries, ...install } = await installHub(root, folder);
    const importAll = `await Promise.all(${JSON.stringify(libraries)}.map((name) => import(name))); console.log("ready"); setInterval(() => {}, 60_000);`;
    const importing = ["--input-type=module", "-e", importAll];
    const bare = await median(times, () => untilEnd(["-e", "0"], folder));
    const help = await median(times, () => untilEnd([command, "--help"], folder));
    const imported = await median(times, () => untilLine(importing, { cwd: folder, rest: 0 }));
    const importedAtRest = await untilLine(importing, { cwd: folder, rest });

    await using surroundings = await openSurroundings();
    const start = [command, "start", "--json"];
    const [small, big] = [join(folder, "small"), join(folder, "big")];
    await furnish(small, surroundings);
    const alive = (cwd: string) => ({ cwd, whenReady: () => live(cwd) });
    await untilLine(start, { ...alive(small), rest: 1 });
    const started = await median(times, () => untilLine(start, { cwd: small, rest: 0 }));
    const atRest = await untilLine(start, { ...alive(small), rest });
    await furnish(big, surroundings, { big: true });
    return {
      install,
      bare,
      libraries: { ...importedAtRest, seconds: imported.seconds },
      help,
      hub: { ...atRest, seconds: started.seconds },
      firstSync: await untilLine(start, { ...alive(big), rest }),
      bigFolders: await untilLine(start, { ...alive(big), rest }),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function hubText({ install, bare, libraries, help, hub, firstSync, bigFolders: big }: HubFigures): string {
  const row = (title: string, { seconds, megabytes }: Measured, goal = "") => {
    const memory = (value: number | undefined) => (value === undefined ? "" : value.toFixed(0));
    const ratio = (value: number | undefined, of: number | undefined) =>
      value === undefined || of === undefined ? "" : (value / of).toFixed(2);
    const ratios = `${ratio(seconds, bare.seconds)} | ${ratio(seconds, libraries.seconds)} | ${ratio(megabytes, libraries.megabytes)}`;
    return `| ${title} | ${seconds.toFixed(2)} | ${memory(megabytes)} | ${ratios} | ${goal} |`;
  };
  return [
    "## What the hub costs",
    "",
    "The built packages, installed with npm into an empty folder: the hub with all seven plugins, HTTP and MQTT, signed in, on the emulator. Ready: HTTP answers with the stored values; the first round and the broker follow. Ratios are of the same run.",
    "",
    "| | ready, s | idle, MB | time ÷ bare Node | time ÷ libraries | memory ÷ libraries | goal |",
    "|---|--:|--:|--:|--:|--:|---|",
    row("Bare Node", bare),
    row("Node with the same libraries imported", libraries),
    row("`casement --help`", help, "0.25 s"),
    row("**`casement start`**", hub, "0.7 s, under 95 MB"),
    row(`… with ${bigFolders.length} folders of ${messagesPerFolder.toLocaleString("en-GB")} messages, first read`, firstSync),
    row("… the same, started again", big),
    "",
    `Installed: ${install.megabytes.toFixed(1)} MB in files (${install.megabytesOnDisk.toFixed(1)} MB in blocks of the disk), ${install.packages} packages. Goal: under 60 MB and 150 packages.`,
  ].join("\n");
}
