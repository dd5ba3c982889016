import type { CaldavFigures } from "./caldav-bench.ts";
import { reportNames } from "./measure-reports.ts";

/** The time of a calendar-query of 1,000 events, as a multiple of Radicale's. */
const timeGoal = 1.5;
/** MB more than without CalDAV. */
const memoryGoal = 15;

export function missedCaldavGoals({ times, graph, memory, without }: CaldavFigures): string[] {
  const missed: string[] = [];
  const { hub, Radicale } = times.all!;
  if (hub! / Radicale! > timeGoal)
    missed.push(`a calendar-query of 1,000 events takes ${(hub! / Radicale!).toFixed(2)} of Radicale's time; the goal is ${timeGoal}`);
  if (graph.hub!.idle > 0) missed.push(`an idle poll costs ${graph.hub!.idle} requests to Graph; the goal is none`);
  const more = memory.hub!.before - without;
  if (more > memoryGoal) missed.push(`CalDAV takes ${more.toFixed(0)} MB; the goal is ${memoryGoal} MB`);
  return missed;
}

export function formatCaldavFigures({ times, graph, memory, without, firstRead, withoutDavmail }: CaldavFigures): string {
  const servers = Object.keys(memory);
  const heads = (titles: readonly string[]) => [`| | ${titles.join(" | ")} |`, `|---|${titles.map(() => "--:|").join("")}`];
  const ratio = (row: Readonly<Record<string, number>>) =>
    row.hub !== undefined && row.Radicale !== undefined ? (row.hub / row.Radicale).toFixed(2) : "";
  const timeRow = ([key, row]: [string, Readonly<Record<string, number>>]) =>
    `| ${reportNames[key as keyof typeof reportNames]} | ${servers.map((name) => row[name]?.toFixed(0) ?? "–").join(" | ")} | ${ratio(row)} |`;
  const costRow = (title: string, key: "first" | "idle" | "change") =>
    `| ${title} | ${Object.values(graph)
      .map((costs) => costs[key].toLocaleString("en-US"))
      .join(" | ")} |`;
  return [
    "The demo household with a calendar of 1,000 more events and a list of 500 tasks, on the emulator: the built hub with `caldav: true`, Radicale with the same 1,000 events, and DavMail on the same mailbox.",
    ...(withoutDavmail === undefined ? [] : [`DavMail is not in the figures: ${withoutDavmail}.`]),
    "",
    "Requests to Graph that a calendar program causes, for the calendar of 1,000 events:",
    "",
    ...heads(Object.keys(graph)),
    costRow("first synchronization", "first"),
    costRow("idle poll (goal: 0)", "idle"),
    costRow("one change, from Microsoft 365 to the program", "change"),
    "",
    `The hub itself has read everything of the account before, with ${firstRead} requests, the sign-in included.`,
    "",
    `Time of a report in milliseconds, the median of nine (goal: a calendar-query of 1,000 events in at most ${timeGoal} of Radicale's time):`,
    "",
    ...heads([...servers, "hub ÷ Radicale"]),
    ...Object.entries(times).map(timeRow),
    "",
    `Memory in MB, 15 seconds after the last request; of the hub before the reports, the median of five starts (goal: at most ${memoryGoal} MB more than the hub without CalDAV, which has ${without.toFixed(0)} MB, also the median of five starts):`,
    "",
    ...heads(servers),
    `| before the reports | ${servers.map((name) => memory[name]!.before.toFixed(0)).join(" | ")} |`,
    `| after them | ${servers.map((name) => memory[name]!.after.toFixed(0)).join(" | ")} |`,
  ].join("\n");
}
