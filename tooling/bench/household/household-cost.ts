// `npx pnpm@12 bench:cost`: compares what the reference household costs with household-cost.json, and fails if a figure has changed. `--write` writes the
// file. `--calendar-programs` serves calendar programs too, and fails if that costs 15 % more.
import { readFile, writeFile } from "node:fs/promises";
import { type HourlyCost, notificationGoals } from "./figures.ts";
import { createSimulation, type HouseholdSimulation } from "./household-simulation.ts";
import { measureIdleCosts } from "./measure-idle-costs.ts";
import { measureStaleness, observeCasement } from "./measure-staleness.ts";
import { createNotifiedSimulation } from "./notifications-bench.ts";
import { benchUsers } from "./reference-household.ts";

type Cost = Omit<HourlyCost, "bytes">;
/** Without requests: which read begins a batch, and how many share it, depends on the machine. */
type UnitsAndItems = Omit<Cost, "requests">;

interface HouseholdCost {
  /** 24 hours in which nothing changes, with the daily work. */
  readonly idleDay: Cost;
  /** The same 24 hours by method and path, such as `GET /me/presence`. */
  readonly idleDayCalls: Readonly<Record<string, UnitsAndItems>>;
  /** The hour in which everything is changed repeatedly, while responses take 200 ms. */
  readonly busyHour: UnitsAndItems;
  /** 24 idle hours where Graph reports changes, by method and path. Without the renewals of subscriptions, whose times are drawn. */
  readonly notifiedIdleDayCalls: Readonly<Record<string, UnitsAndItems>>;
}

/** The share by which a figure may change. In the busy hour, a read that is sent just before or just after a change costs another number of items. */
const margins: Readonly<Record<keyof HouseholdCost, number>> = { idleDay: 0, idleDayCalls: 0, busyHour: 0.1, notifiedIdleDayCalls: 0 };

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
  const busyHour = unitsAndItems(readCost(simulation));
  return { idleDay, idleDayCalls: costsOf(calls), busyHour, notifiedIdleDayCalls: await measureNotifiedDay() };
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

function costsOf(calls: readonly (readonly [string, Cost])[]): Readonly<Record<string, UnitsAndItems>> {
  return Object.fromEntries(
    calls
      .filter(([, { units, items }]) => units > 0 || items > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([call, cost]) => [call, unitsAndItems(cost)]),
  );
}

function readCost({ emulator }: HouseholdSimulation): Cost {
  const { requests, units, items } = emulator.control.counters.report().accounts[benchUsers.casement]!;
  return { requests, units, items };
}

function unitsAndItems({ units, items }: UnitsAndItems): UnitsAndItems {
  return { units, items };
}

/** One line for each figure that differs by more than its part's margin. */
function findDifferences(expected: HouseholdCost, found: HouseholdCost): string[] {
  return Object.entries(margins).flatMap(([part, margin]) => {
    const [before, now] = [expected, found].map((cost) => flattenFigures(cost[part as keyof HouseholdCost])) as [Figures, Figures];
    return [...new Set([...before.keys(), ...now.keys()])]
      .map((name) => ({ name, was: before.get(name) ?? 0, is: now.get(name) ?? 0 }))
      .filter(({ was, is }) => Math.abs(is - was) > was * margin)
      .map(({ name, was, is }) => `${part}: ${name}: ${was} before, ${is} now`);
  });
}

type Figures = ReadonlyMap<string, number>;

function flattenFigures(figures: object, path = ""): Figures {
  return new Map(
    Object.entries(figures).flatMap(([name, value]: [string, number | object]) =>
      typeof value === "number" ? [[path + name, value] as const] : [...flattenFigures(value, `${path}${name}: `)],
    ),
  );
}
