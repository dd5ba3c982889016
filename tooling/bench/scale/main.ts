// `npx pnpm@12 bench:scale`: what many accounts cost, in one process and in a cluster. Writes RESULTS-SCALE.md. With options it measures only what they
// say and writes nothing: `--accounts 100,400` in one process, `--http` with Graph in another one, `--accounts 300 --workers 2` in a cluster. `--wait` and
// `--rest`: seconds until the processes are at rest, and of the measurement then.
import { rmSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { formatScaleResults } from "./format-scale-results.ts";
import { type ClusterFigures, measureCluster } from "./measure-cluster.ts";
import { type MeasuredTimes, measureScale, type ScaleFigures } from "./measure-scale.ts";
import { writeOfficeAccount } from "./office-account.ts";
import { recordOfficeAccount } from "./record-office-account.ts";
import { buildScalePrograms } from "./run-scale-process.ts";

const options = parseArgs({
  options: {
    accounts: { type: "string" },
    workers: { type: "string", default: "0" },
    http: { type: "boolean", default: false },
    wait: { type: "string" },
    rest: { type: "string" },
  },
}).values;
const chosen = options.accounts?.split(",").map(Number);
const workers = Number(options.workers) || 4;
const inOneProcess = chosen ? (options.workers === "0" ? chosen : []) : [100, 400, 1_000, 2_000];
const inCluster = chosen ? (options.workers === "0" ? [] : chosen) : [1_000, 4_000, 10_000];
const times = (secondsUntilRest: number, secondsOfRest: number): MeasuredTimes => ({
  secondsUntilRest: Number(options.wait ?? secondsUntilRest),
  secondsOfRest: Number(options.rest ?? secondsOfRest),
});

const begun = performance.now();
const progress = (line: string): void => console.error(`${Math.round((performance.now() - begun) / 1000)} s  ${line}`);
const folder = await mkdtemp(join(tmpdir(), "casement-scale-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, "office.json");
const alone: ScaleFigures[] = [];
const together: ClusterFigures[] = [];
await buildScalePrograms();
const office = await recordOfficeAccount(join(folder, "recorded"));
await writeOfficeAccount(file, office);
for (const accounts of inOneProcess) {
  progress(`${accounts} accounts in one process${options.http ? ", over HTTP" : ""} …`);
  alone.push(await measureScale(office, file, accounts, options.http, times(20, 40)));
}
for (const accounts of inCluster) {
  progress(`${accounts} accounts on ${workers} workers …`);
  together.push(await measureCluster(file, accounts, workers, times(chosen ? 5 : 30, chosen ? 15 : 60), progress));
}
const text = formatScaleResults(alone, together);
console.log(text);
if (!chosen) await writeFile(new URL("../RESULTS-SCALE.md", import.meta.url), text);
progress("done");
process.exit();
