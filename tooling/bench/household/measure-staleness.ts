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
  shown(change: OutsideChange): string;
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
  shown: ({ sensor }) => JSON.stringify(casement.host.sensor(`${account}/${sensor}`).attributes),
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
    const worst: Partial<Record<SensorKind, number>> = {};
    const count: Partial<Record<SensorKind, number>> = {};
    for (const change of outsideChanges)
      simulation.runBeside(
        repeatChange(simulation, program, change, end, (seconds) => {
          worst[change.kind] = Math.max(worst[change.kind] ?? 0, seconds);
          count[change.kind] = (count[change.kind] ?? 0) + 1;
        }),
      );
    return { worst: worst as StalenessByKind, count: count as StalenessByKind };
  });
  await simulation.advance(ms);
  for (const { transport } of programs) transport.latency = 0;
  return results;
}

async function repeatChange(
  { emulator, clock, sleep }: HouseholdSimulation,
  { user, transport, shown, nextUpdate }: ObservedProgram,
  change: OutsideChange,
  end: number,
  onShown: (seconds: number) => void,
): Promise<void> {
  const now = () => clock.now().getTime();
  for (let number = 0; now() < end; number++) {
    await new Promise<void>((resolve) => transport.onHandled(change.reads, resolve));
    await sleep(1 + offsets[number % offsets.length]! * intervals[change.kind] * 1000);
    const marker = `marker-${change.kind}-${number}-`;
    const madeAt = now();
    change.make(emulator, user, marker);
    while (!shown(change).includes(marker)) {
      if (now() >= end) return;
      await nextUpdate();
    }
    onShown((now() - madeAt) / 1000);
  }
}
