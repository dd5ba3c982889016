import { casementPlugins, notifiedPlugins, readOnlyPlugins } from "./casement-plugins.ts";
import { type HourlyCost, notificationGoals } from "./figures.ts";
import { formatCost, formatNumber, formatSeconds, formatStaleness, sensorKinds } from "./format-figures.ts";
import { createSimulation, type HouseholdSimulation } from "./household-simulation.ts";
import { measureIdleCosts } from "./measure-idle-costs.ts";
import { measureSteadyChanges, observeCasement, type StalenessResult } from "./measure-staleness.ts";
import { benchUsers, timeZone } from "./reference-household.ts";

export interface NotificationFigures {
  /** An idle hour of the household that may change tasks and see another person's presence. */
  readonly idle: HourlyCost;
  /** An idle hour of the household that only reads: presence and tasks are polled. */
  readonly readOnlyIdle: HourlyCost;
  /** An hour with changes, and the same hour with polling. */
  readonly busy: { readonly notified: BusyHour; readonly polling: BusyHour };
}

interface BusyHour extends StalenessResult {
  readonly cost: HourlyCost;
}

const hour = 3_600_000;
/** A change every 36 s. */
const busyGapMs = 36_000;
const roundTrip = 200;

/** The household where Graph reports changes. The person whose presence is shown needs an administrator's consent. */
export const createNotifiedSimulation = (enableUpdate = true): Promise<HouseholdSimulation> =>
  createSimulation({
    plugins: enableUpdate ? notifiedPlugins : readOnlyPlugins,
    account: { timeZone, enableUpdate },
    notifications: true,
  });

/** Simulates 24 idle hours with notifications, with and without permissions to change anything, and an hour with changes. */
export async function runNotificationsBench(): Promise<NotificationFigures> {
  const measureIdle = async (enableUpdate: boolean): Promise<HourlyCost> => {
    await using simulation = await createNotifiedSimulation(enableUpdate);
    await simulation.advance(60_000);
    return (await measureIdleCosts(simulation, 24)).casement;
  };
  const measureBusy = async (opening: Promise<HouseholdSimulation>): Promise<BusyHour> => {
    await using simulation = await opening;
    await simulation.advance(60_000);
    const { counters } = simulation.emulator.control;
    counters.reset();
    const result = await measureSteadyChanges(simulation, observeCasement(simulation), { ms: hour, gapMs: busyGapMs, roundTrip });
    return { ...result, cost: counters.report().accounts[benchUsers.casement]! };
  };
  return {
    idle: await measureIdle(true),
    readOnlyIdle: await measureIdle(false),
    busy: {
      notified: await measureBusy(createNotifiedSimulation()),
      polling: await measureBusy(createSimulation({ plugins: casementPlugins })),
    },
  };
}

/** The goals that were missed, one sentence each. */
export function missedNotificationGoalsOf({ idle, busy: { notified, polling } }: NotificationFigures): string[] {
  const { cost, shownAfter, shareOfPolling } = notificationGoals;
  const missed = (["requests", "units", "items"] as const).flatMap((name) =>
    idle[name] > cost[name] ? [`${name} per idle hour with notifications: ${formatNumber(idle[name])}, the goal is ${cost[name]}`] : [],
  );
  for (const kind of sensorKinds)
    if (kind !== "autoreply" && notified.worst[kind] > shownAfter)
      missed.push(`${kind}: shown ${formatSeconds(notified.worst[kind])} s after a notification, the goal is ${shownAfter} s`);
  if (notified.cost.requests > polling.cost.requests * shareOfPolling)
    missed.push(`requests in a busy hour with notifications: ${notified.cost.requests}, polling has ${polling.cost.requests}`);
  return missed;
}

export function formatNotificationFigures({ busy: { notified, polling } }: NotificationFigures): string {
  const count = Object.values(notified.count).reduce((sum, each) => sum + each, 0);
  return [
    `An hour with ${count} changes, one every ${busyGapMs / 1000} s, which Graph reports at once:`,
    "",
    "| | HTTP requests | Graph units | items | MB |",
    "|---|--:|--:|--:|--:|",
    formatCost("**Casement, polling**", polling.cost),
    formatCost("**Casement, notifications**", notified.cost),
    "",
    "The longest time in that hour from a change until it was shown, in seconds. Automatic replies have no notifications. Microsoft's own delay comes on top: 10 seconds to 2 minutes on average.",
    "",
    "| | presence | mail | calendar | To Do | chat | automatic replies |",
    "|---|--:|--:|--:|--:|--:|--:|",
    formatStaleness("**Casement, polling**", polling.worst),
    formatStaleness("**Casement, notifications**", notified.worst),
    `| Goal (maximum) | ${sensorKinds.map((kind) => (kind === "autoreply" ? "" : formatSeconds(notificationGoals.shownAfter))).join(" | ")} |`,
  ].join("\n");
}
