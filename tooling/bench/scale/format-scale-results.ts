import { describeMachine } from "../describe-machine.ts";
import type { ClusterFigures } from "./measure-cluster.ts";
import type { ScaleFigures } from "./measure-scale.ts";

type Column<T> = readonly [title: string, cell: (figures: T) => string | number];

const kib = (bytes: number): number => Math.round(bytes / 1024);
const oneDigit = (number: number): string => number.toFixed(1);
const secondsOr = (seconds: number | undefined): string => (seconds === undefined ? "never" : oneDigit(seconds));
/** CPU seconds that 1,000 accounts take in an hour. */
const hourly = (cpuSeconds: number, accounts: number, seconds: number): number => (cpuSeconds / (accounts / 1000)) * (3600 / seconds);

const ofOneProcess: readonly Column<ScaleFigures>[] = [
  ["accounts", ({ accounts, overHttp }) => (overHttp ? `${accounts}, over HTTP` : accounts)],
  ["sensors", ({ sensors }) => sensors],
  ["fresh after, s", ({ fresh }) => oneDigit(fresh.seconds)],
  ["CPU until then, s", ({ fresh }) => oneDigit(fresh.cpuSeconds)],
  ["CPU at rest, % of a core", ({ rest }) => oneDigit(rest.cpuPercent)],
  ["CPU seconds per 1,000 account-hours", ({ rest, accounts }) => Math.round(hourly(rest.cpuPercent / 100, accounts, 1))],
  ["requests per minute", ({ rest }) => Math.round(rest.requestsPerMinute)],
  ["memory, MB", ({ megabytes }) => Math.round(megabytes)],
  ["health p99, ms", ({ health }) => Math.round(health.p99)],
  ["longest, ms", ({ health }) => Math.round(health.longest)],
];

const ofStart: readonly Column<ClusterFigures>[] = [
  ["accounts", ({ accounts }) => accounts],
  ["workers", ({ workers }) => workers],
  ["all values at a reader after, s", ({ start }) => secondsOr(start.read)],
  ["all accounts run after, s", ({ start }) => secondsOr(start.run)],
  ["all read again after, s", ({ start }) => secondsOr(start.fresh)],
  ["CPU of the workers until then, s", ({ start }) => oneDigit(start.cpuSeconds)],
  ["memory of the workers, KiB an account", ({ bytes, accounts }) => kib(bytes / accounts)],
  ["Redis, KiB an account", ({ redisBytes, accounts }) => kib(redisBytes / accounts)],
  ["reader, MB", ({ reader }) => Math.round(reader.bytes / 1024 ** 2)],
];

const ofRest: readonly Column<ClusterFigures>[] = [
  ["accounts", ({ accounts }) => accounts],
  ["CPU seconds per 1,000 account-hours", ({ rest, accounts }) => Math.round(hourly(rest.cpuSeconds, accounts, rest.seconds))],
  ["the same of Redis", ({ rest, accounts }) => Math.round(hourly(rest.redisCpuSeconds, accounts, rest.seconds))],
  ["Redis operations a second", ({ rest }) => Math.round(rest.redisOperations / rest.seconds)],
  ["requests a minute", ({ rest }) => Math.round((rest.requests / rest.seconds) * 60)],
  ["sign-ins renewed a minute", ({ rest }) => Math.round((rest.renewals / rest.seconds) * 60)],
  ["requests over a published limit", ({ overLimits }) => overLimits],
  ["cores idle, %", ({ rest }) => Math.round(rest.idlePercent)],
];

/** The figures as a page. */
export function formatScaleResults(alone: readonly ScaleFigures[], together: readonly ClusterFigures[]): string {
  return `${[introduction(), ...(alone.length > 0 ? [pageOfOneProcess(alone)] : []), ...(together.length > 0 ? [pageOfCluster(together)] : [])].join("\n")}`;
}

const introduction = (): string => `# Results: many accounts

Written by \`npx pnpm@12 bench:scale\`. ${describeMachine()}.

Each account has calendar, mail, presence and To Do: 30 events, 50 messages and 20 tasks. Microsoft's answers are recorded and replayed inside the
process, so the figures have no network in them. One in a hundred delta queries reports a change, and every sign-in is renewed within the hour. All
processes start on the stored state of their accounts. Memory is what the system counts for a process, with Node.js itself.
`;

const pageOfOneProcess = (all: readonly ScaleFigures[]): string => `## In one process

With its HTTP server and ten health requests a second. ${compare(all.map(({ accounts, rest }) => [accounts, rest.cpuPercent / accounts]))}

${tableOf(ofOneProcess, all)}
`;

const pageOfCluster = (all: readonly ClusterFigures[]): string => `## In a cluster

Workers, a reader that shows all sensors, and Redis on this one machine. All accounts are of one tenant, and one of them reads the
presence of all. Requests of all workers are counted against Microsoft's limits for an app and a tenant; each part of a batch counts. ${compare(all.map(({ accounts, rest }) => [accounts, rest.cpuSeconds / rest.seconds / accounts]))}

${tableOf(ofStart, all)}

At rest:

${tableOf(ofRest, all)}
${all.flatMap(({ accounts, problems }) => (problems === undefined ? [] : [`\nProblems with ${accounts} accounts: ${problems}\n`])).join("")}`;

/** Of the last size beside the first one. */
function compare(costs: readonly (readonly [accounts: number, perAccount: number])[]): string {
  const [first, last] = [costs[0]!, costs.at(-1)!];
  if (first === last) return "";
  const more = (last[1] / first[1] - 1) * 100;
  return `Each of ${last[0]} accounts takes ${Math.abs(more).toFixed(0)} % ${more < 0 ? "less" : "more"} CPU time than each of ${first[0]}.`;
}

function tableOf<T>(columns: readonly Column<T>[], rows: readonly T[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
  const body = rows.map((row) => line(columns.map(([, cell]) => cell(row))));
  return [line(columns.map(([title]) => title)), `|${columns.map(() => "--:").join("|")}|`, ...body].join("\n");
}
