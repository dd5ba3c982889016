import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Logger } from "@casement/core";
import { type AddedArea, createEmulator, createFakeClock, type Emulator, type FakeClock } from "@casement/graph-emulator";
import {
  type AccountHandle,
  type AccountOptions,
  createHost,
  defineAccount,
  type Host,
  type HostOptions,
  type JournalEvent,
  type PluginOptions,
  type SensorSnapshot,
  type Transport,
} from "@casement/host";
import { completePermissionMap } from "./complete-permission-map.ts";

export interface TestHostOptions {
  plugins: readonly PluginOptions[];
  /** Name of the emulator's user that signs in. Default: one made for the test, of the account's kind. */
  user?: string;
  /** Makes the user of the test an administrator, for permissions to which only one may consent. */
  admin?: boolean;
  /** What differs from a work account named `home` with updates. */
  account?: Partial<Omit<AccountOptions, "plugins">>;
  /** Further accounts of the same host. */
  more?: readonly AccountOptions[];
  emulator?: Emulator;
  /** Parts of Graph that the emulator lacks, where it is made here: `[createCollectionArea("/me/contacts")]`. */
  areas?: readonly AddedArea[];
  clock?: FakeClock;
  /** An existing data folder: a restart. Otherwise one is made, and removed at the end. */
  dataDir?: string;
  /** Leave the account signed out. */
  signedOut?: boolean;
  /** Start without scheduler. */
  mode?: "live" | "once";
  host?: Partial<Pick<HostOptions, "files" | "log">>;
}

export interface TestHost extends AsyncDisposable {
  readonly host: Host;
  readonly account: AccountHandle;
  readonly emulator: Emulator;
  readonly clock: FakeClock;
  readonly dataDir: string;
  /** Every line that was logged, to look for what must not be there. */
  readonly log: readonly string[];
  /** All events since the test began, oldest first. */
  readonly events: readonly JournalEvent[];
  /** Moves time, waiting between two alarms until the host has nothing to do. `"90s"`, `"24h"` or milliseconds. */
  advance(time: number | `${number}${"s" | "m" | "h"}`): Promise<void>;
  /** `plugin/sensor`; throws `sensor-unknown`. */
  sensor(address: string): SensorSnapshot;
  signIn(): Promise<void>;
  /** Stops this host and starts another on the same data, emulator and clock. */
  restart(change?: Partial<TestHostOptions>): Promise<TestHost>;
}

const clientId = "11111111-1111-4111-8111-111111111111";

/** A host on an emulator with a signed-in account and a clock that stands still, in one line: `await using t = await createTestHost({ plugins })`. */
export async function createTestHost(options: TestHostOptions): Promise<TestHost> {
  const clock = options.clock ?? createFakeClock();
  const emulator = options.emulator ?? createEmulator({ clock, ...(options.areas && { areas: options.areas }) });
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
  let requests = 0;
  const transport: Transport = {
    async fetch(input, init) {
      requests++;
      try {
        return await emulator.fetch(input, init);
      } finally {
        requests++;
      }
    },
  };
  const host = await createHost({
    dataDir,
    accounts: [account, ...(options.more ?? [])].map((each) => defineAccount(each)),
    clock,
    log: recorder(lines),
    permissionMap: completePermissionMap,
    transport,
    ...options.host,
  });
  const events: JournalEvent[] = [];
  host.events.subscribe((event) => events.push(event));

  /** Waits for the host. Work that waits for the clock itself makes no requests, and is left waiting. */
  const settle = async (): Promise<void> => {
    let done = false;
    const settled = host.settled().then(() => {
      done = true;
    });
    for (let quiet = 0; !done && quiet < 20; quiet++) {
      const before = requests;
      await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, 10))]);
      if (requests !== before) quiet = 0;
    }
  };
  let stopped = false;
  const stop = async (): Promise<void> => {
    if (stopped) return;
    stopped = true;
    await Promise.race([host.stop(), settle().then(() => clock.advance(10_000))]);
    await host.stop();
  };

  await host.start(options.mode ?? "live");
  const test: TestHost = {
    host,
    account: host.account(account.name),
    emulator,
    clock,
    dataDir,
    log: lines,
    events,
    advance: (time) => clock.advance(typeof time === "number" ? time : milliseconds(time), settle),
    sensor: (address) => host.sensor(`${account.name}/${address}`),
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

/** The user of that name, or one made for the test. */
function userFor(emulator: Emulator, account: AccountOptions, isAdmin = false): string {
  const name = account.accountType === "personal" ? "ada@hotmail.example" : "ada@contoso.example";
  const { directory } = emulator;
  if (!directory.user(name)) {
    if (account.accountType !== "personal") directory.addTenant({ domain: "contoso.example" });
    directory.addUser({ userPrincipalName: name, displayName: "Ada Byron", timeZone: account.timeZone ?? "Europe/Berlin", isAdmin });
  }
  return name;
}

function recorder(lines: string[]): Logger {
  const entry = (level: string) => (message: string, data?: object) =>
    void lines.push(`${level} ${message}${data ? ` ${JSON.stringify(data)}` : ""}`);
  return { debug: entry("debug"), info: entry("info"), warn: entry("warn"), error: entry("error") };
}

const units = { s: 1_000, m: 60_000, h: 3_600_000 } as const;
const milliseconds = (time: string): number => Number(time.slice(0, -1)) * units[time.slice(-1) as keyof typeof units];
