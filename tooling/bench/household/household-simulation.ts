import { createEmulator, createFakeClock, type Emulator, type FakeClock } from "@casement/graph-emulator";
import type { Host } from "@casement/host";
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
  /** Waits until Graph has reported what changed. The clock stands still. */
  reportChanges(): Promise<void>;
}

/** `prepare`: changes the household before the first sign-in. With `notifications`, Graph reports changes to the hub. */
export async function createSimulation(
  options: Partial<TestHostOptions> = {},
  prepare?: (emulator: Emulator) => void,
): Promise<HouseholdSimulation> {
  const clock = createFakeClock();
  const traffic: TrafficCounts = { open: 0, traveling: 0, steps: 0 };
  const receiver = createSimulatedReceiver();
  const emulator = createEmulator({ clock, populate: referenceHousehold, post: receiver.post });
  prepare?.(emulator);
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
  if (options.notifications) receiver.connect(casement.host);
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
    async reportChanges() {
      if (!options.notifications) return;
      traffic.open++;
      await emulator.control.subscriptions.settled();
      traffic.open--;
    },
    [Symbol.asyncDispose]: () => casement[Symbol.asyncDispose](),
  };
}

const waitRealTime = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Takes the emulator's notifications to the host, without a network. */
function createSimulatedReceiver() {
  const address = "https://hub.example/notifications/secret";
  let host: Host | undefined;
  return {
    async post(url: string, { body }: RequestInit): Promise<Response> {
      const token = new URL(url).searchParams.get("validationToken");
      if (token !== null) return new Response(token, { headers: { "content-type": "text/plain" } });
      host?.notifications.receive(JSON.parse(String(body)));
      return new Response(null, { status: 202 });
    },
    connect(connected: Host): void {
      host = connected;
      host.notifications.connect({ address });
    },
  };
}
