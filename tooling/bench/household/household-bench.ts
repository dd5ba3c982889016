import { benchGoals, type HourlyCost, type SensorKind, type StalenessByKind, theoreticalMinimum } from "./figures.ts";
import { createSimulation } from "./household-simulation.ts";
import { type IdleCosts, measureIdleCosts } from "./measure-idle-costs.ts";
import { measureStaleness, observeCasement, observePredecessor, type StalenessResult } from "./measure-staleness.ts";
import { startPredecessor } from "./predecessor.ts";
import { benchUsers } from "./reference-household.ts";

const hour = 3_600_000;
/** Latency of Graph's responses in the hour with changes, in milliseconds. */
const roundTrip = 200;

export interface HouseholdFigures {
  readonly idle: IdleCosts;
  /** The costs of each program in the hour with changes. */
  readonly busy: { readonly casement: HourlyCost; readonly predecessor: HourlyCost };
  readonly casement: StalenessResult;
  readonly predecessor: StalenessResult;
}

/** Simulates 24 idle hours and one hour with changes, with Casement and the requests of its predecessor side by side, on a fake clock. */
export async function runHouseholdBench(): Promise<HouseholdFigures> {
  await using simulation = await createSimulation();
  const predecessor = startPredecessor(simulation);
  await simulation.advance(60_000);
  const idle = await measureIdleCosts(simulation, 24);
  const { counters } = simulation.emulator.control;
  counters.reset();
  const [casementResult, predecessorResult] = await measureStaleness(
    simulation,
    [observeCasement(simulation), observePredecessor(simulation, predecessor)],
    hour,
    roundTrip,
  );
  const { accounts } = counters.report();
  const busy = { casement: accounts[benchUsers.casement]!, predecessor: accounts[benchUsers.predecessor]! };
  return { idle, busy, casement: casementResult!, predecessor: predecessorResult! };
}

/** The goals that were missed, one sentence each. */
export function missedGoalsOf({ idle, casement }: HouseholdFigures): string[] {
  const costs = (["requests", "units", "items"] as const).flatMap((name) =>
    idle.casement[name] > benchGoals.cost[name]
      ? [`${name} per hour: ${formatNumber(idle.casement[name])}, the goal is ${benchGoals.cost[name]}`]
      : [],
  );
  const stale = kinds.flatMap((kind) =>
    casement.worst[kind] > benchGoals.staleness[kind]
      ? [`${kind}: stale for ${formatSeconds(casement.worst[kind])} s, the goal is ${benchGoals.staleness[kind]} s`]
      : [],
  );
  return [...costs, ...stale];
}

export function formatHouseholdFigures({ idle, busy, casement, predecessor }: HouseholdFigures): string {
  const cost = (title: string, { requests, units, items }: Omit<HourlyCost, "bytes">, bytes?: number) =>
    `| ${title} | ${formatNumber(requests)} | ${formatNumber(units)} | ${formatNumber(items)} | ${bytes === undefined ? "" : (bytes / 1e6).toFixed(1)} |`;
  const stale = (title: string, worst: StalenessByKind) => `| ${title} | ${kinds.map((kind) => formatSeconds(worst[kind])).join(" | ")} |`;
  return [
    "## Cost of a household",
    "",
    "The reference household on the emulator, with a fake clock: 5 calendars, 2 mail sensors and a query sensor, presence, 10 chats, 4 lists with 40 tasks, automatic replies. An idle hour, as the mean of 24 hours that include the daily work:",
    "",
    "| | HTTP requests | Graph units | items | MB |",
    "|---|--:|--:|--:|--:|",
    cost("Predecessor", idle.predecessor, idle.predecessor.bytes),
    cost("**Casement, polling**", idle.casement, idle.casement.bytes),
    cost("Theoretical minimum", theoreticalMinimum.cost),
    cost("Goal (maximum)", benchGoals.cost),
    "",
    `An hour in which everything is changed repeatedly (${Object.values(casement.count).reduce((sum, count) => sum + count, 0)} changes; the latency is ${roundTrip / 1000} s):`,
    "",
    "| | HTTP requests | Graph units | items | MB |",
    "|---|--:|--:|--:|--:|",
    cost("Predecessor", busy.predecessor, busy.predecessor.bytes),
    cost("**Casement, polling**", busy.casement, busy.casement.bytes),
    "",
    "The longest time in that hour from a change until it was shown, in seconds:",
    "",
    "| | presence | mail | calendar | To Do | chat | automatic replies |",
    "|---|--:|--:|--:|--:|--:|--:|",
    stale("Predecessor", predecessor.worst),
    stale("**Casement, polling**", casement.worst),
    stale("Theoretical minimum", theoreticalMinimum.staleness),
    stale("Goal (maximum)", benchGoals.staleness),
  ].join("\n");
}

const kinds: readonly SensorKind[] = ["presence", "mail", "calendar", "todo", "chat", "autoreply"];
const formatNumber = (value: number): string => Math.round(value).toLocaleString("en-US");
const formatSeconds = (value: number): string => (Math.round(value * 10) / 10).toFixed(1);
