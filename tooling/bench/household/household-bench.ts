import { type Cost, goals, type Kind, type Staleness, theory } from "./figures.ts";
import { type IdleCosts, idleCosts } from "./idle.ts";
import { startPredecessor } from "./predecessor.ts";
import { residents } from "./reference-household.ts";
import { casementWatched, predecessorWatched, type Seen, staleness } from "./staleness.ts";
import { createWorld } from "./world.ts";

const hour = 3_600_000;
/** Milliseconds that an answer of Graph's takes to arrive, in the hour with changes. */
const roundTrip = 200;

export interface HouseholdFigures {
  readonly idle: IdleCosts;
  /** What each spent in the hour in which everything was changed again and again. */
  readonly busy: { readonly casement: Cost; readonly predecessor: Cost };
  readonly casement: Seen;
  readonly predecessor: Seen;
}

/** 24 idle hours and one with changes, of Casement and of the predecessor's requests side by side, on a fake clock. */
export async function runHousehold(): Promise<HouseholdFigures> {
  await using world = await createWorld();
  const predecessor = startPredecessor(world);
  await world.advance(60_000);
  const idle = await idleCosts(world, 24);
  const { counters } = world.emulator.control;
  counters.reset();
  const [ours, theirs] = await staleness(world, [casementWatched(world), predecessorWatched(world, predecessor)], hour, roundTrip);
  const { accounts } = counters.report();
  const busy = { casement: accounts[residents.casement]!, predecessor: accounts[residents.predecessor]! };
  return { idle, busy, casement: ours!, predecessor: theirs! };
}

/** The goals of product.md §7 that were missed, a sentence each. */
export function missedGoals({ idle, casement }: HouseholdFigures): string[] {
  const costs = (["requests", "units", "items"] as const).flatMap((name) =>
    idle.casement[name] > goals.cost[name] ? [`${name} an hour: ${number(idle.casement[name])}, the goal is ${goals.cost[name]}`] : [],
  );
  const stale = kinds.flatMap((kind) =>
    casement.worst[kind] > goals.staleness[kind]
      ? [`${kind}: stale for ${seconds(casement.worst[kind])}, the goal is ${goals.staleness[kind]} s`]
      : [],
  );
  return [...costs, ...stale];
}

export function householdText({ idle, busy, casement, predecessor }: HouseholdFigures): string {
  const cost = (title: string, { requests, units, items }: Omit<Cost, "bytes">, bytes?: number) =>
    `| ${title} | ${number(requests)} | ${number(units)} | ${number(items)} | ${bytes === undefined ? "" : (bytes / 1e6).toFixed(1)} |`;
  const stale = (title: string, worst: Staleness) => `| ${title} | ${kinds.map((kind) => seconds(worst[kind])).join(" | ")} |`;
  return [
    "## What a household costs",
    "",
    "The reference household on the emulator, on a fake clock: 5 calendars, 2 mail sensors and a query sensor, presence, 10 chats, 4 lists with 40 tasks, automatic replies. An hour at idle, as the mean of 24 hours with the daily work in them:",
    "",
    "| | HTTP requests | Graph units | items | MB |",
    "|---|--:|--:|--:|--:|",
    cost("Predecessor's requests", idle.predecessor, idle.predecessor.bytes),
    cost("**Casement, polling**", idle.casement, idle.casement.bytes),
    cost("Possible (theory)", theory.cost),
    cost("Goal, at most", goals.cost),
    "",
    `An hour in which everything is changed from elsewhere again and again (${Object.values(casement.count).reduce((sum, count) => sum + count, 0)} changes; answers take ${roundTrip / 1000} s to arrive):`,
    "",
    "| | HTTP requests | Graph units | items | MB |",
    "|---|--:|--:|--:|--:|",
    cost("Predecessor's requests", busy.predecessor, busy.predecessor.bytes),
    cost("**Casement, polling**", busy.casement, busy.casement.bytes),
    "",
    "The longest time in that hour from a change until it was shown, in seconds:",
    "",
    "| | presence | mail | calendar | To Do | chat | automatic replies |",
    "|---|--:|--:|--:|--:|--:|--:|",
    stale("Predecessor's requests", predecessor.worst),
    stale("**Casement, polling**", casement.worst),
    stale("Possible (theory)", theory.staleness),
    stale("Goal, at most", goals.staleness),
  ].join("\n");
}

const kinds: readonly Kind[] = ["presence", "mail", "calendar", "todo", "chat", "autoreply"];
const number = (value: number): string => Math.round(value).toLocaleString("en-GB");
const seconds = (value: number): string => (Math.round(value * 10) / 10).toFixed(1);
