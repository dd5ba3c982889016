import { createEmulator, createFakeClock, type Emulator, type FakeClock } from "@casement/graph-emulator";
import { createTestHost, type TestHost, type TestHostOptions } from "@casement/testing";
import { casementPlugins } from "./casement-plugins.ts";
import { createDelayedTransport, type DelayedTransport, type TrafficCounts } from "./delayed-transport.ts";
import { benchUsers, referenceHousehold, timeZone } from "./reference-household.ts";

/** The reference household on an emulator with a fake clock, and Casement with one of its two mailboxes. */
export interface HouseholdSimulation extends AsyncDisposable {
  readonly clock: FakeClock;
  readonly emulator: Emulator;
  readonly casement: TestHost;
  readonly transports: { readonly casement: DelayedTransport; readonly predecessor: DelayedTransport };
  /** Waits for milliseconds of the fake clock. */
  sleep(ms: number): Promise<void>;
  /** Runs a task in the background. If it fails, the next `advance` throws the error. */
  runBeside(task: Promise<unknown>): void;
  advance(ms: number): Promise<void>;
}

/** `prepare`: changes the household before the first sign-in. */
export async function createSimulation(
  options: Partial<TestHostOptions> = {},
  prepare?: (emulator: Emulator) => void,
): Promise<HouseholdSimulation> {
  const clock = createFakeClock();
  const emulator = createEmulator({ clock, populate: referenceHousehold });
  prepare?.(emulator);
  const traffic: TrafficCounts = { open: 0, traveling: 0, steps: 0 };
  let failure: unknown;
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve));
  const transports = {
    casement: createDelayedTransport({ emulator, sleep, traffic }),
    predecessor: createDelayedTransport({ emulator, sleep, traffic }),
  };
  const casement = await createTestHost({
    plugins: casementPlugins,
    user: benchUsers.casement,
    account: { timeZone },
    clock,
    emulator: { ...emulator, fetch: transports.casement.fetch },
    ...options,
  });
  /** Waits until the host is idle and no request is in progress. Does not wait for responses that wait for the clock. */
  const settle = async (): Promise<void> => {
    let idle = false;
    const settled = casement.host.settled().then(() => {
      idle = true;
    });
    let steps = -1;
    for (let quiet = 0; quiet < (idle ? 2 : traffic.traveling > 0 ? 4 : 400); quiet++) {
      if (steps !== traffic.steps || traffic.open > 0) quiet = 0;
      steps = traffic.steps;
      if (!idle) await Promise.race([settled, waitRealTime(5)]);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return {
    clock,
    emulator,
    casement,
    transports,
    sleep,
    runBeside: (task) =>
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

const waitRealTime = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
