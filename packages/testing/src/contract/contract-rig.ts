import type { Plugin } from "@casement/core";
import { createEmulator, createFakeClock, type Emulator, type FakeClock } from "@casement/graph-emulator";
import type { AccountOptions, SensorSnapshot } from "@casement/host";
import { createTestHost, type TestHost } from "../create-test-host.ts";
import type { ContractOptions } from "./contract-options.ts";
import { currentCaller, type ObservedPlugin, observePlugin } from "./observe-plugin.ts";
import { createRecorder, type Recorder } from "./recorder.ts";

export interface ContractRigOptions {
  /** What differs from the account in the author's options. */
  readonly account?: Partial<Omit<AccountOptions, "plugins">>;
  /** Leaves the account signed out. */
  readonly signedOut?: boolean;
  /** A surface for calendar programs is there. */
  readonly withCollections?: boolean;
  /** Another rig whose emulator and clock are used. The data folder is separate. */
  readonly beside?: ContractRig;
  /** Adds a second account with the same plugin, for another user. It is not signed in. */
  readonly withSecondAccount?: boolean;
}

/** A host that runs the plugin on an emulator, both observed. */
export interface ContractRig extends AsyncDisposable {
  readonly t: TestHost;
  readonly clock: FakeClock;
  readonly observed: ObservedPlugin;
  readonly recorder: Recorder;
  /** Name of the user that signs in. */
  readonly user: string;
  readonly secondUser: string;
  /** Texts from `arrange` that must not appear in logs and errors. */
  readonly privateTexts: readonly string[];
  /** The account's sensors. Pass the host after a restart. */
  sensors(t?: TestHost): Promise<readonly SensorSnapshot[]>;
  /** What the sensors show, by address. */
  values(t?: TestHost): Promise<Readonly<Record<string, unknown>>>;
}

export const secondAccountName = "second";
const secondClientId = "22222222-2222-4222-8222-222222222222";

let liveRigs = 0;

export async function createContractRig(
  plugin: Plugin,
  options: ContractOptions,
  { account: changedAccount, signedOut, withCollections, beside, withSecondAccount }: ContractRigOptions = {},
): Promise<ContractRig> {
  const account = { ...options.account, ...changedAccount };
  const isPersonal = account.accountType === "personal";
  const [user, secondUser] = isPersonal
    ? (["ada@hotmail.example", "eve@hotmail.example"] as const)
    : (["ada@contoso.example", "eve@contoso.example"] as const);
  const clock = beside?.clock ?? createFakeClock();
  const recorder = beside?.recorder ?? createRecorder(createEmulator({ clock, ...(options.areas && { areas: options.areas }) }));
  const users = withSecondAccount ? [user, secondUser] : [user];
  const privateTexts = beside?.privateTexts ?? (await fillEmulator(recorder.emulator, options, users, isPersonal));
  const observed = observePlugin(plugin);
  const plugins = [{ plugin: observed.plugin, ...(options.config !== undefined && { config: options.config }) }];
  const secondAccount = {
    ...{ accountType: "work", enableUpdate: true, timeZone: "Europe/Berlin" },
    ...account,
    ...{ clientId: secondClientId, name: secondAccountName, plugins },
  };
  const t = await createTestHost({
    plugins,
    account,
    user,
    emulator: recorder.emulator,
    clock,
    ...(signedOut && { signedOut: true }),
    ...(withCollections && { agenda: { from: -90, to: 365 } }),
    ...(withSecondAccount && { moreAccounts: [secondAccount] }),
  });
  liveRigs++;
  const sensors = (host = t) => host.host.sensors({ account: host.account.name });
  return {
    t,
    clock,
    observed,
    recorder,
    user,
    secondUser,
    privateTexts,
    sensors,
    values: async (host) => Object.fromEntries((await sensors(host)).map(({ id, state, attributes }) => [id, { state, ...attributes }])),
    async [Symbol.asyncDispose]() {
      await t[Symbol.asyncDispose]();
      liveRigs--;
      // Until then, Node follows each promise of the whole thread.
      if (liveRigs === 0) currentCaller.disable();
    },
  };
}

/** Adds the users and calls `arrange` for each. Returns the texts that must stay private. */
async function fillEmulator(
  emulator: Emulator,
  options: ContractOptions,
  users: readonly string[],
  isPersonal: boolean,
): Promise<string[]> {
  if (!isPersonal) emulator.directory.addTenant({ domain: "contoso.example" });
  const displayNames = { ada: "Ada Byron", eve: "Eve Moneypenny" };
  const privateTexts: string[] = [];
  for (const user of users) {
    const displayName = displayNames[user.slice(0, 3) as keyof typeof displayNames];
    // Administrators, because some permissions require the consent of one.
    emulator.directory.addUser({ userPrincipalName: user, displayName, timeZone: "Europe/Berlin", isAdmin: !isPersonal });
    const texts = await options.arrange?.(emulator, user);
    if (Array.isArray(texts)) privateTexts.push(...texts.filter((text) => typeof text === "string"));
  }
  return privateTexts;
}
