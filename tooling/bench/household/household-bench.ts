import { benchGoals, type HourlyCost, notificationGoals, theoreticalMinimum } from "./figures.ts";
import { formatCost, formatNumber, formatSeconds, formatStaleness, sensorKinds } from "./format-figures.ts";
import { createSimulation } from "./household-simulation.ts";
import { type IdleCosts, measureIdleCosts } from "./measure-idle-costs.ts";
import { measureStaleness, observeCasement, observePredecessor, type StalenessResult } from "./measure-staleness.ts";
import {
  formatNotificationFigures,
  missedNotificationGoalsOf,
  type NotificationFigures,
  runNotificationsBench,
} from "./notifications-bench.ts";
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
  readonly notifications: NotificationFigures;
}

/**
 * Simulates 24 idle hours and one hour with changes, with Casement and the requests of its predecessor side by side, on a fake clock. Then the same
 * household with notifications.
 */
export async function runHouseholdBench(): Promise<HouseholdFigures> {
  return { ...(await measureBesidePredecessor()), notifications: await runNotificationsBench() };
}

async function measureBesidePredecessor(): Promise<Omit<HouseholdFigures, "notifications">> {
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
export function missedGoalsOf({ idle, casement, notifications }: HouseholdFigures): string[] {
  const costs = (["requests", "units", "items"] as const).flatMap((name) =>
    idle.casement[name] > benchGoals.cost[name]
      ? [`${name} per hour: ${formatNumber(idle.casement[name])}, the goal is ${benchGoals.cost[name]}`]
      : [],
  );
  const stale = sensorKinds.flatMap((kind) =>
    casement.worst[kind] > benchGoals.staleness[kind]
      ? [`${kind}: stale for ${formatSeconds(casement.worst[kind])} s, the goal is ${benchGoals.staleness[kind]} s`]
      : [],
  );
  return [...costs, ...stale, ...missedNotificationGoalsOf(notifications)];
}

export function formatHouseholdFigures({ idle, busy, casement, predecessor, notifications }: HouseholdFigures): string {
  return [
    "## Cost of a household",
    "",
    "The reference household on the emulator, with a fake clock: 5 calendars, 2 mail sensors and a query sensor, presence, 10 chats, 4 lists with 40 tasks, automatic replies. An idle hour, as the mean of 24 hours that include the daily work, but not the read of whole calendars once in eight days (2.4 items an hour in the mean):",
    "",
    "| | HTTP requests | Graph units | items | MB |",
    "|---|--:|--:|--:|--:|",
    formatCost("Predecessor", idle.predecessor),
    formatCost("**Casement, polling**", idle.casement),
    formatCost("Theoretical minimum", theoreticalMinimum.cost),
    formatCost("Goal (maximum)", benchGoals.cost),
    formatCost("**Casement, notifications**", notifications.idle),
    formatCost("Goal with notifications (maximum)", notificationGoals.cost),
    formatCost("**Casement, notifications, read only**", notifications.readOnlyIdle),
    "",
    "With notifications, the household also shows another person's presence and may change tasks, because Graph reports presence and tasks only then. Read only, both are polled.",
    "",
    `An hour in which everything is changed repeatedly (${Object.values(casement.count).reduce((sum, count) => sum + count, 0)} changes; the latency is ${roundTrip / 1000} s):`,
    "",
    "| | HTTP requests | Graph units | items | MB |",
    "|---|--:|--:|--:|--:|",
    formatCost("Predecessor", busy.predecessor),
    formatCost("**Casement, polling**", busy.casement),
    "",
    "The longest time in that hour from a change until it was shown, in seconds:",
    "",
    "| | presence | mail | calendar | To Do | chat | automatic replies |",
    "|---|--:|--:|--:|--:|--:|--:|",
    formatStaleness("Predecessor", predecessor.worst),
    formatStaleness("**Casement, polling**", casement.worst),
    formatStaleness("Theoretical minimum", theoreticalMinimum.staleness),
    formatStaleness("Goal (maximum)", benchGoals.staleness),
    "",
    formatNotificationFigures(notifications),
  ].join("\n");
}
