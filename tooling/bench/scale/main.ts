// `npx pnpm@12 bench:scale [accounts…]`: what 100, 400, 1,000 and 2,000 accounts in one process cost, and 1,000 over HTTP. Writes RESULTS-SCALE.md, unless
// numbers are given. SCALE_HTTP=1: those over HTTP. SCALE_WAIT and SCALE_REST: seconds until the process is at rest, and of the measurement then.
import { writeFile } from "node:fs/promises";
import { describeMachine } from "../describe-machine.ts";
import { buildScaleHost, measureScale, type ScaleFigures } from "./measure-scale.ts";

const chosen = process.argv.slice(2).map(Number);
const overHttp = process.env.SCALE_HTTP === "1";
const runs: readonly (readonly [accounts: number, overHttp: boolean])[] =
  chosen.length > 0
    ? chosen.map((accounts) => [accounts, overHttp])
    : [
        [100, false],
        [400, false],
        [1_000, false],
        [2_000, false],
        [1_000, true],
      ];
const figures: ScaleFigures[] = [];
await buildScaleHost();
for (const [accounts, http] of runs) {
  console.error(`${accounts} accounts${http ? " over HTTP" : ""} …`);
  figures.push(await measureScale(accounts, http));
}
const text = formatScaleFigures(figures);
console.log(text);
if (chosen.length === 0) await writeFile(new URL("../RESULTS-SCALE.md", import.meta.url), text);

function formatScaleFigures(all: readonly ScaleFigures[]): string {
  const row = ({ accounts, overHttp, sensors, fresh, rest, megabytes, health }: ScaleFigures): string => {
    const perAccount = (rest.cpuPercent / accounts) * 1000;
    const cells = [
      overHttp ? `${accounts}, over HTTP` : accounts,
      sensors,
      fresh.seconds.toFixed(1),
      fresh.cpuSeconds.toFixed(1),
      rest.cpuPercent.toFixed(1),
    ];
    return `| ${[...cells, perAccount.toFixed(1), Math.round(rest.requestsPerMinute), Math.round(megabytes), Math.round(health.p99), Math.round(health.longest)].join(" | ")} |`;
  };
  return `# Results: many accounts in one process

Written by \`npx pnpm@12 bench:scale\`. ${describeMachine()}.

Each account has calendar, mail, presence and To Do: 30 events, 50 messages and 20 tasks. Microsoft's answers are recorded and replayed inside the
process, so the figures have no network in them; over HTTP, another process replays them. One in a hundred delta queries reports a change. The process
starts on the stored state of all accounts. CPU and memory are those of the process, with its HTTP server and ten health requests a second.

| accounts | sensors | fresh after, s | CPU until then, s | CPU at rest, % of a core | the same per 1,000 accounts | requests per minute | memory, MB | health p99, ms | longest, ms |
|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
${all.map(row).join("\n")}
`;
}
