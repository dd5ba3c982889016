import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { type AgendaDays, CasementError, type Duration, type Logger, parseDuration } from "@casement/core";
import { type AddedArea, createEmulator, createFakeClock, type Emulator, type FakeClock } from "@casement/graph-emulator";
import {
  type AccountHandle,
  type AccountOptions,
  createHost,
  defineAccount,
  type Host,
  type HostOptions,
  type JournalEvent,
  jsonFaultOf,
  type PluginOptions,
  type SensorSnapshot,
  type Transport,
} from "@casement/host";
import { completePermissionMap } from "./complete-permission-map.ts";
import { createNotificationReceiver, type NotificationReceiver } from "./notification-receiver.ts";
import { waitUntilIdle } from "./wait-until-idle.ts";

export interface TestHostOptions {
  plugins: readonly PluginOptions[];
  /** Name of the emulator's user that signs in. Default: a new user that fits the account type. */
  user?: string;
  /** Makes the user an administrator, for permissions that require the consent of one. */
  admin?: boolean;
  /** What differs from a work account named `home` with updates. */
  account?: Partial<Omit<AccountOptions, "plugins">>;
  /** More accounts of the same host. */
  moreAccounts?: readonly AccountOptions[];
  emulator?: Emulator;
  /** Parts of Graph that the new emulator lacks: `[createCollectionArea("/me/planner/tasks")]`. Not used together with `emulator`. */
  areas?: readonly AddedArea[];
  clock?: FakeClock;
  /** An existing data folder, for a restart. Default: a new folder that is deleted at the end. */
  dataDir?: string;
  /** Leaves the account signed out. */
  signedOut?: boolean;
  /** Days that a surface for calendar programs wants from the start: `{ from: -90, to: 365 }`. */
  agenda?: AgendaDays;
  /**
   * Lets the new emulator report changes to the host. Not used together with `emulator`, but kept by `restart`, unless that says `false`. Default:
   * everything is polled.
   */
  notifications?: boolean;
  /** `once` starts the host without its scheduler. Default: `live`. */
  mode?: "live" | "once";
  /** `clock`: of the host alone, for a machine whose clock is wrong. */
  host?: Partial<Pick<HostOptions, "files" | "log" | "clock" | "history" | "ports">>;
}

export interface TestHost extends AsyncDisposable {
  readonly host: Host;
  readonly account: AccountHandle;
  readonly emulator: Emulator;
  readonly clock: FakeClock;
  readonly dataDir: string;
  /** Every logged line: level, message and data. A fault of a plugin's function is at level `debug` with its message and stack. */
  readonly log: readonly string[];
  /** All events since the test started, oldest first. */
  readonly events: readonly JournalEvent[];
  /** Advances the clock by `"90s"`, `"24h"` or milliseconds. Between two alarms, it waits until the host is idle. */
  advance(time: number | Duration): Promise<void>;
  /** A sensor by `plugin/sensor`. @throws CasementError `sensor-unknown`. */
  sensor(address: string): SensorSnapshot;
  signIn(): Promise<void>;
  /** Stops this host and starts another one with the same data, emulator and clock. */
  restart(change?: Partial<TestHostOptions>): Promise<TestHost>;
}

/** The receivers of emulators that report changes. */
const receivers = new WeakMap<Emulator, NotificationReceiver>();

const clientId = "11111111-1111-4111-8111-111111111111";

/**
 * A host on an emulator, with a signed-in account and a clock that only the test advances.
 *
 *     await using t = await createTestHost({ plugins: [{ plugin: tasksPlugin }] });
 */
export async function createTestHost(options: TestHostOptions): Promise<TestHost> {
  const clock = options.clock ?? createFakeClock();
  const receiver = options.notifications && !options.emulator ? createNotificationReceiver() : undefined;
  const emulator =
    options.emulator ?? createEmulator({ clock, ...(options.areas && { areas: options.areas }), ...(receiver && { post: receiver.post }) });
  if (receiver) receivers.set(emulator, receiver);
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "casement-")));
  const account: AccountOptions = {
    name: "home",
    clientId,
    accountType: "work",
    enableUpdate: true,
    timeZone: "Europe/Berlin",
    ...options.account,
    plugins: options.plugins,
  };
  const user = options.user ?? userFor(emulator, account, options.admin);
  const lines: string[] = [];
  let activity = 0;
  const transport: Transport = {
    async fetch(input, init) {
      activity++;
      try {
        return await emulator.fetch(input, init);
      } finally {
        activity++;
      }
    },
  };
  const host = await createHost({
    dataDir,
    accounts: [account, ...(options.moreAccounts ?? [])].map((each) => defineAccount(each)),
    clock,
    log: createLineLogger(lines),
    permissionMap: completePermissionMap,
    transport,
    ...options.host,
  });
  const events: JournalEvent[] = [];
  host.events.subscribe((event) => events.push(event));
  const shownSensors = new Map<string, SensorSnapshot>();
  host.onSensor((snapshot) => shownSensors.set(snapshot.id, snapshot));

  /** Waits until the host is idle. Does not wait for work that makes no requests because it waits for the clock. */
  const settle = async (): Promise<void> => {
    let done = false;
    void host.settled().then(() => {
      done = true;
    });
    await waitUntilIdle(
      () => done,
      () => activity,
    );
  };
  let stopped = false;
  const stop = async (): Promise<void> => {
    if (stopped) return;
    stopped = true;
    disconnect?.();
    await Promise.race([host.stop(), settle().then(() => clock.advance(10_000))]);
    await host.stop();
  };

  /** As a surface shows it: the sensors at the start, and then each change that the host reports. */
  const shownSensor = (id: string): SensorSnapshot => {
    const exists = host.index({ ids: [id] }).length > 0;
    const shown = shownSensors.get(id);
    if (exists && shown) return shown;
    const ids = host.index().map((sensor) => sensor.id);
    throw new CasementError("sensor-unknown", `There is no sensor "${id}". Available: ${ids.join(", ") || "none"}.`);
  };

  if (options.agenda) {
    await host.start("once");
    for (const each of host.accounts) each.wantAgenda(options.agenda);
  }
  await host.start(options.mode ?? "live");
  const disconnect = options.notifications === false ? undefined : receivers.get(emulator)?.connect(host);
  for (const snapshot of await host.sensors()) if (!shownSensors.has(snapshot.id)) shownSensors.set(snapshot.id, snapshot);
  const test: TestHost = {
    host,
    account: host.account(account.name),
    emulator,
    clock,
    dataDir,
    log: lines,
    events,
    advance: (time) => clock.advance(typeof time === "number" ? time : parseDuration(time)!, () => settle()),
    sensor: (address) => shownSensor(`${account.name}/${address}`),
    async signIn() {
      const device = await test.account.signIn.deviceCode();
      const result = emulator.control.entra.approveDevice(device.userCode, user);
      if (!result.approved) throw new Error(`The emulator refused the sign-in: ${result.message}`);
      await clock.advance(10_000);
      await device.done;
      await settle();
    },
    async restart(change = {}) {
      await stop();
      return createTestHost({ ...options, clock, emulator, dataDir, user, ...change });
    },
    async [Symbol.asyncDispose]() {
      await stop();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
  await settle();
  if (!options.signedOut && test.account.status().state !== "signed-in") await test.signIn();
  return test;
}

/** A user that fits the account type. Adds it when the emulator does not have it. */
function userFor(emulator: Emulator, account: AccountOptions, isAdmin = false): string {
  const name = account.accountType === "personal" ? "ada@hotmail.example" : "ada@contoso.example";
  const { directory } = emulator;
  if (!directory.user(name)) {
    if (account.accountType !== "personal") directory.addTenant({ domain: "contoso.example" });
    directory.addUser({ userPrincipalName: name, displayName: "Ada Byron", timeZone: account.timeZone ?? "Europe/Berlin", isAdmin });
  }
  return name;
}

/** JSON, or what Node shows of data that is not JSON. */
function dataText(data: object): string {
  return jsonFaultOf(data) === undefined ? JSON.stringify(data) : inspect(data, { breakLength: Number.POSITIVE_INFINITY });
}

function createLineLogger(lines: string[]): Logger {
  const entry = (level: string) => (message: string, data?: object) =>
    void lines.push(`${level} ${message}${data ? ` ${dataText(data)}` : ""}`);
  return { debug: entry("debug"), info: entry("info"), warn: entry("warn"), error: entry("error") };
}
