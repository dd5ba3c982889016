import type { Plugin } from "@casement/core";
import { createEmulator, createFakeClock, type Emulator, type FakeClock } from "@casement/graph-emulator";
import type { AccountOptions, SensorSnapshot } from "@casement/host";
import { createTestHost, type TestHost } from "../create-test-host.ts";
import type { ContractOptions } from "./contract-options.ts";
import { type Recorder, record } from "./recorder.ts";
import { type Watch, watch } from "./watch.ts";

export interface BenchOptions {
  /** Differs from the account that the author described. */
  readonly account?: Partial<Omit<AccountOptions, "plugins">>;
  /** Leave the account signed out. */
  readonly signedOut?: boolean;
  /** Another bench whose emulator and clock are used, with a data folder of one's own. */
  readonly beside?: Bench;
  /** A second account of the same plugin, signed in as another user. */
  readonly second?: boolean;
}

/** A host with the plugin at work on an emulator, all of it observed. */
export interface Bench extends AsyncDisposable {
  readonly t: TestHost;
  readonly clock: FakeClock;
  readonly watch: Watch;
  readonly recorder: Recorder;
  /** Name of who signs in. */
  readonly user: string;
  readonly secondUser: string;
  /** Texts that `arrange` wants kept out of logs and errors. */
  readonly secrets: readonly string[];
  /** The plugin's sensors of the account; after a restart, of the host given. */
  sensors(t?: TestHost): readonly SensorSnapshot[];
  /** What the sensors show, by address. */
  values(t?: TestHost): Readonly<Record<string, unknown>>;
}

export const secondAccount = "second";

export async function openBench(plugin: Plugin, options: ContractOptions, more: BenchOptions = {}): Promise<Bench> {
  const account = { ...options.account, ...more.account };
  const personal = account.accountType === "personal";
  const [user, secondUser] = personal
    ? (["ada@hotmail.example", "eve@hotmail.example"] as const)
    : (["ada@contoso.example", "eve@contoso.example"] as const);
  const clock = more.beside?.clock ?? createFakeClock();
  const recorder = more.beside?.recorder ?? record(createEmulator({ clock, ...(options.areas && { areas: options.areas }) }));
  const secrets = more.beside?.secrets ?? (await fill(recorder.emulator, options, more.second ? [user, secondUser] : [user], personal));
  const watched = watch(plugin);
  const entry = { plugin: watched.plugin, ...(options.config !== undefined && { config: options.config }) };
  const second = { clientId: "22222222-2222-4222-8222-222222222222", accountType: "work", enableUpdate: true, timeZone: "Europe/Berlin" };
  const t = await createTestHost({
    plugins: [entry],
    account,
    user,
    emulator: recorder.emulator,
    clock,
    ...(more.signedOut && { signedOut: true }),
    ...(more.second && { more: [{ ...second, ...account, clientId: second.clientId, name: secondAccount, plugins: [entry] }] }),
  });
  const sensors = (host = t) => host.host.sensors().filter((sensor) => sensor.account === host.account.name);
  return {
    t,
    clock,
    watch: watched,
    recorder,
    user,
    secondUser,
    secrets,
    sensors,
    values: (host) => Object.fromEntries(sensors(host).map(({ id, state, attributes }) => [id, { state, ...attributes }])),
    [Symbol.asyncDispose]: () => t[Symbol.asyncDispose](),
  };
}

async function fill(emulator: Emulator, options: ContractOptions, users: readonly string[], personal: boolean): Promise<string[]> {
  if (!personal) emulator.directory.addTenant({ domain: "contoso.example" });
  // Administrators, because some permissions need one to consent.
  const names = { ada: "Ada Byron", eve: "Eve Moneypenny" };
  const secrets: string[] = [];
  for (const user of users) {
    const displayName = names[user.slice(0, 3) as keyof typeof names];
    emulator.directory.addUser({ userPrincipalName: user, displayName, timeZone: "Europe/Berlin", isAdmin: !personal });
    const planted = await options.arrange?.(emulator, user);
    if (Array.isArray(planted)) secrets.push(...planted.filter((text) => typeof text === "string"));
  }
  return secrets;
}
