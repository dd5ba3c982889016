// `npx pnpm@12 bench:cost`: compares what the reference household costs with household-cost.json, and fails on any difference. `--write` writes the
// file. `--calendar-programs` serves calendar programs too, and fails if that costs 15 % more.
import { readFile, writeFile } from "node:fs/promises";
import { type HourlyCost, notificationGoals } from "./figures.ts";
import { createSimulation, type HouseholdSimulation } from "./household-simulation.ts";
import { measureIdleCosts } from "./measure-idle-costs.ts";
import { measureStaleness, observeCasement } from "./measure-staleness.ts";
import { createNotifiedSimulation } from "./notifications-bench.ts";
import { benchUsers } from "./reference-household.ts";

type Cost = Omit<HourlyCost, "bytes">;

interface HouseholdCost {
  /** 24 hours in which nothing changes, with the daily work. */
  readonly idleDay: Cost;
  /** The same 24 hours by method and path, such as `GET /me/presence`. Requests inside a batch count as units only. */
  readonly idleDayCalls: Readonly<Record<string, Cost>>;
  /** The hour in which everything is changed repeatedly. Without requests: how many reads share a batch then varies by two or three. */
  readonly busyHour: Omit<Cost, "requests">;
  /** 24 idle hours where Graph reports changes, by method and path. Without the renewals of subscriptions, whose times are drawn. */
  readonly notifiedIdleDayCalls: Readonly<Record<string, Cost>>;
}

const renewal = "PATCH /subscriptions/{id}";

const file = new URL("../household-cost.json", import.meta.url);
const hour = 3_600_000;

if (process.argv.includes("--calendar-programs")) {
  const known = JSON.parse(await readFile(file, "utf8")) as HouseholdCost;
  const served = await measureHousehold({ agenda: { from: -90, to: 365 } });
  for (const part of ["idleDay", "busyHour"] as const)
    for (const [name, before] of Object.entries(known[part])) {
      const now = served[part][name as keyof (typeof served)[typeof part]];
      const more = (now / before - 1) * 100;
      console.log(`${part}, ${name}: ${before} without and ${now} with calendar programs (${more.toFixed(1)} %)`);
      if (more >= 15) process.exitCode = 1;
    }
  process.exit();
}

const measured = await measureHousehold();
const text = `${JSON.stringify(measured, null, 2)}\n`;
if (process.argv.includes("--write")) await writeFile(file, text);
const expected = JSON.parse(await readFile(file, "utf8")) as HouseholdCost;
const differences = findDifferences(expected, measured);
for (const line of differences) console.error(line);
if (differences.length > 0) {
  console.error(
    "The cost of the reference household has changed. If that is intended, run npx pnpm@12 bench:cost --write and commit the file with the change.",
  );
  process.exitCode = 1;
} else {
  const { requests, units, items } = measured.idleDay;
  console.log(`The reference household costs as before: ${requests} requests, ${units} units and ${items} items in an idle day.`);
}

async function measureHousehold(options: Parameters<typeof createSimulation>[0] = {}): Promise<HouseholdCost> {
  await using simulation = await createSimulation(options);
  const { counters } = simulation.emulator.control;
  await simulation.advance(60_000);
  counters.reset();
  await simulation.advance(24 * hour);
  const idleDay = readCost(simulation);
  const calls = Object.entries(counters.report().calls);
  counters.reset();
  await measureStaleness(simulation, [observeCasement(simulation)], hour, 200);
  const { units, items } = readCost(simulation);
  return { idleDay, idleDayCalls: costsOf(calls), busyHour: { units, items }, notifiedIdleDayCalls: await measureNotifiedDay() };
}

async function measureNotifiedDay(): Promise<HouseholdCost["notifiedIdleDayCalls"]> {
  await using simulation = await createNotifiedSimulation();
  await simulation.advance(60_000);
  const { calls, casement } = await measureIdleCosts(simulation, 24);
  for (const name of ["requests", "units", "items"] as const)
    if (casement[name] > notificationGoals.cost[name])
      throw new Error(`With notifications, an idle hour costs ${casement[name]} ${name}. The goal is ${notificationGoals.cost[name]}.`);
  return costsOf(Object.entries(calls).filter(([call]) => call !== renewal));
}

function costsOf(calls: readonly (readonly [string, Cost])[]): Readonly<Record<string, Cost>> {
  return Object.fromEntries([...calls].sort(([a], [b]) => (a < b ? -1 : 1)).map(([call, cost]) => [call, withoutBytes(cost)]));
}

function readCost({ emulator }: HouseholdSimulation): Cost {
  return withoutBytes(emulator.control.counters.report().accounts[benchUsers.casement]!);
}

function withoutBytes({ requests, units, items }: Cost): Cost {
  return { requests, units, items };
}

/** One line for each figure that differs. */
function findDifferences(expected: HouseholdCost, found: HouseholdCost): string[] {
  const [before, now] = [flattenFigures(expected), flattenFigures(found)];
  return [...new Set([...before.keys(), ...now.keys()])]
    .filter((name) => before.get(name) !== now.get(name))
    .map((name) => `${name}: ${before.get(name) ?? "none"} before, ${now.get(name) ?? "none"} now`);
}

function flattenFigures(figures: object, path = ""): Map<string, number> {
  return new Map(
    Object.entries(figures).flatMap(([name, value]: [string, number | object]) =>
      typeof value === "number" ? [[path + name, value] as const] : [...flattenFigures(value, `${path}${name}: `)],
    ),
  );
}
