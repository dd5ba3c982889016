import { createEmulator, createFakeClock, type Emulator, type FakeClock } from "@casement/graph-emulator";
import { createTestHost, type TestHost, type TestHostOptions } from "@casement/testing";
import { casementPlugins } from "./casement-plugins.ts";
import { createLine, type Line, type Traffic } from "./line.ts";
import { referenceHousehold, residents, timeZone } from "./reference-household.ts";

/** The reference household on an emulator with a clock that moves only when told to, and Casement on one of its two mailboxes. */
export interface World extends AsyncDisposable {
  readonly clock: FakeClock;
  readonly emulator: Emulator;
  readonly casement: TestHost;
  readonly lines: { readonly casement: Line; readonly predecessor: Line };
  /** Milliseconds of the fake clock. */
  sleep(ms: number): Promise<void>;
  /** Lets something run beside; its failure is thrown by the next `advance`. */
  run(task: Promise<unknown>): void;
  advance(ms: number): Promise<void>;
}

/** `prepare` may add to the household before anybody signs in. */
export async function createWorld(options: Partial<TestHostOptions> = {}, prepare?: (emulator: Emulator) => void): Promise<World> {
  const clock = createFakeClock();
  const emulator = createEmulator({ clock, populate: referenceHousehold });
  prepare?.(emulator);
  const traffic: Traffic = { open: 0, travelling: 0, steps: 0 };
  let failure: unknown;
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve));
  const lines = { casement: createLine({ emulator, sleep, traffic }), predecessor: createLine({ emulator, sleep, traffic }) };
  const casement = await createTestHost({
    plugins: casementPlugins,
    user: residents.casement,
    account: { timeZone },
    clock,
    emulator: { ...emulator, fetch: lines.casement.fetch },
    ...options,
  });
  /** Waits until the host rests and nobody sends anything. What waits for the clock itself, as an answer on its way does, is left waiting. */
  const settle = async (): Promise<void> => {
    let rests = false;
    const settled = casement.host.settled().then(() => {
      rests = true;
    });
    let steps = -1;
    for (let quiet = 0; quiet < (rests ? 2 : traffic.travelling > 0 ? 4 : 400); quiet++) {
      if (steps !== traffic.steps || traffic.open > 0) quiet = 0;
      steps = traffic.steps;
      if (!rests) await Promise.race([settled, pause(5)]);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return {
    clock,
    emulator,
    casement,
    lines,
    sleep,
    run: (task) =>
      void task.catch((error: unknown) => {
        failure ??= error;
      }),
    async advance(ms) {
      await clock.advance(ms, settle);
      if (failure !== undefined) throw failure;
    },
    [Symbol.asyncDispose]: () => casement[Symbol.asyncDispose](),
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
