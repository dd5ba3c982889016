import type { DelayedTransport } from "./delayed-transport.ts";
import type { SensorKind, StalenessByKind } from "./figures.ts";
import type { HouseholdSimulation } from "./household-simulation.ts";
import { type OutsideChange, outsideChanges } from "./outside-changes.ts";
import type { Predecessor } from "./predecessor.ts";
import { benchUsers } from "./reference-household.ts";

/** The time of a change after a read, as a fraction of the interval. The first is the worst case: immediately after a read. */
const offsets = [0, 0.5, 0.25, 0.9, 0.1, 0.75, 0.4, 0.97, 0.6, 0.03, 0.85, 0.33];
const intervals: StalenessByKind = { presence: 15, mail: 30, calendar: 60, todo: 60, chat: 60, autoreply: 300 };

export interface ObservedProgram {
  readonly user: string;
  readonly transport: DelayedTransport;
  /** What the program shows, as text. */
  shown(change: OutsideChange): string | Promise<string>;
  /** Resolves when the program shows something new. */
  nextUpdate(): Promise<void>;
}

/** Observes the sensors of an account in Casement. */
export const observeCasement = (
  { casement, transports }: HouseholdSimulation,
  account = "home",
  user: string = benchUsers.casement,
): ObservedProgram => ({
  user,
  transport: transports.casement,
  shown: async ({ sensor }) => JSON.stringify((await casement.host.sensor(`${account}/${sensor}`)).attributes),
  nextUpdate: () =>
    new Promise((resolve) => {
      const end = casement.host.onSensor(({ account: of }) => {
        if (of !== account) return;
        end();
        resolve();
      });
    }),
});

export const observePredecessor = ({ transports }: HouseholdSimulation, predecessor: Predecessor): ObservedProgram => ({
  user: benchUsers.predecessor,
  transport: transports.predecessor,
  shown: ({ kind }) => predecessor.shown(kind),
  nextUpdate: predecessor.nextUpdate,
});

export interface StalenessResult {
  /** Longest time until a change was shown, in seconds. */
  readonly worst: StalenessByKind;
  /** Number of changes of each kind. */
  readonly count: StalenessByKind;
}

/**
 * Makes changes outside of the programs for `ms`, one after another for each kind, and measures how long each stays unseen. `roundTrip`:
 * latency of Graph's responses (ms). Without latency, the result is the same in every run, except for the account's phase.
 */
export async function measureStaleness(
  simulation: HouseholdSimulation,
  programs: readonly ObservedProgram[],
  ms: number,
  roundTrip = 0,
): Promise<readonly StalenessResult[]> {
  const end = simulation.clock.now().getTime() + ms;
  for (const { transport } of programs) transport.latency = roundTrip;
  const results = programs.map((program) => {
    const result = createResult();
    for (const change of outsideChanges)
      simulation.runBeside(repeatChange(simulation, program, change, end, (seconds) => result.add(change.kind, seconds)));
    return result;
  });
  await simulation.advance(ms);
  for (const { transport } of programs) transport.latency = 0;
  return results;
}

async function repeatChange(
  simulation: HouseholdSimulation,
  program: ObservedProgram,
  change: OutsideChange,
  end: number,
  onShown: (seconds: number) => void,
): Promise<void> {
  const now = () => simulation.clock.now().getTime();
  for (let number = 0; now() < end; number++) {
    await new Promise<void>((resolve) => program.transport.onHandled(change.reads, resolve));
    await simulation.sleep(1 + offsets[number % offsets.length]! * intervals[change.kind] * 1000);
    const seconds = await secondsUntilShown(simulation, program, change, `marker-${change.kind}-${number}-`, end);
    if (seconds === undefined) return;
    onShown(seconds);
  }
}

/** Makes a change. Undefined when it was not shown before `end`. */
async function secondsUntilShown(
  { emulator, clock, reportChanges }: HouseholdSimulation,
  { user, shown, nextUpdate }: ObservedProgram,
  change: OutsideChange,
  marker: string,
  end: number,
): Promise<number | undefined> {
  const now = () => clock.now().getTime();
  const madeAt = now();
  change.make(emulator, user, marker);
  await reportChanges();
  for (;;) {
    const updated = nextUpdate();
    if ((await shown(change)).includes(marker)) return (now() - madeAt) / 1000;
    if (now() >= end) return undefined;
    await updated;
  }
}

/**
 * Makes a change every `gapMs` for `ms`, each of another kind than the one before, whatever the program reads when. Measures as
 * `measureStaleness` does.
 */
export async function measureSteadyChanges(
  simulation: HouseholdSimulation,
  program: ObservedProgram,
  { ms, gapMs, roundTrip }: { readonly ms: number; readonly gapMs: number; readonly roundTrip: number },
): Promise<StalenessResult> {
  const begun = simulation.clock.now().getTime();
  const result = createResult();
  program.transport.latency = roundTrip;
  for (let number = 0; number < ms / gapMs; number++) {
    const change = outsideChanges[number % outsideChanges.length]!;
    const make = async () => {
      // At another time within the scheduler's grid each.
      await simulation.sleep(number * gapMs + ((number * 7_919) % 15_000));
      const marker = `steady-${change.kind}-${number}-`;
      const seconds = await secondsUntilShown(simulation, program, change, marker, begun + ms + 300_000);
      result.add(change.kind, seconds ?? Number.POSITIVE_INFINITY);
    };
    simulation.runBeside(make());
  }
  await simulation.advance(ms);
  program.transport.latency = 0;
  return result;
}

function createResult(): StalenessResult & { add(kind: SensorKind, seconds: number): void } {
  const worst: Partial<Record<SensorKind, number>> = {};
  const count: Partial<Record<SensorKind, number>> = {};
  return {
    worst: worst as StalenessByKind,
    count: count as StalenessByKind,
    add(kind, seconds) {
      worst[kind] = Math.max(worst[kind] ?? 0, seconds);
      count[kind] = (count[kind] ?? 0) + 1;
    },
  };
}
