import { rm } from "node:fs/promises";
import { join } from "node:path";
import { CasementError } from "@casement/core";
import type { AccountChange, AccountOptions, SensorSnapshot } from "../api.ts";
import { createSerialQueue } from "../async/serial-queue.ts";
import { registrationKeys } from "../config/check-accounts.ts";
import { configureNewAccount } from "../config/configure-new-account.ts";
import type { DataFolder } from "./data-folder.ts";
import type { AccountEntry, HostAccounts } from "./host-accounts.ts";
import type { HostContainer } from "./host-container.ts";
import * as t from "./tokens.ts";

/** Adds, changes and removes accounts, one change after another. */
export interface AccountChanges {
  add(account: AccountOptions): Promise<void>;
  change(name: string, account: AccountOptions): Promise<void>;
  remove(name: string): Promise<void>;
  /** Closes an account, and leaves what is stored of it to another host. */
  release(name: string): Promise<void>;
  /** Resolves when no change is in progress. */
  settled(): Promise<void>;
}

/** The host when a change begins. */
export interface HostState {
  /** Undefined while the host does not run. */
  readonly folder: DataFolder | undefined;
  readonly live: boolean;
}

export interface AccountChangesOptions {
  readonly container: HostContainer;
  readonly accounts: HostAccounts;
  readonly dataDir: string;
  /** Waits until the host has started, if it is starting. @throws CasementError `stopped` */
  readonly ready: () => Promise<HostState>;
}

export function createAccountChanges({ container, accounts, dataDir, ready }: AccountChangesOptions): AccountChanges {
  const { configured } = accounts;
  const queue = createSerialQueue();
  const publish = (change: AccountChange): void => container.resolve(t.accountListenersToken).publish(change);
  const publishGone = (snapshots: readonly SensorSnapshot[]): void => {
    for (const snapshot of snapshots)
      container.resolve(t.sensorListenersToken).publish({ ...snapshot, state: undefined, attributes: {}, stale: true, gone: true });
  };

  const optionsBesides = (name?: string): ReadonlyMap<string, AccountOptions> =>
    new Map([...configured].filter(([other]) => other !== name).map(([other, { options }]) => [other, options]));
  const usersOf = (signInOwner: string): AccountEntry[] => [...configured.values()].filter(({ options }) => options.signIn === signInOwner);
  /** @throws CasementError `account-unknown` */
  const entryOf = (name: string): AccountEntry => {
    const entry = configured.get(name);
    if (!entry) accounts.opened(name);
    return entry!;
  };
  const sensorsOf = (name: string): SensorSnapshot[] =>
    accounts.opened(name).flatMap(({ runtime }) => runtime.plugins.flatMap(({ sensors }) => sensors.map((sensor) => sensor.snapshot())));

  async function add(account: AccountOptions): Promise<void> {
    const { folder, live } = await ready();
    const entry = { options: account, plugins: await configureNewAccount(account, { dataDir, others: optionsBesides() }) };
    configured.set(account.name, entry);
    if (!folder) return;
    try {
      await accounts.open([entry], folder);
    } catch (error) {
      configured.delete(account.name);
      accounts.forget(account.name, new CasementError("account-unknown", `Account ${account.name} could not be added.`));
      throw error;
    }
    publish({ account: account.name, kind: "added" });
    if (live) accounts.goLive([account.name]);
  }

  async function change(name: string, account: AccountOptions): Promise<void> {
    const { folder, live } = await ready();
    const users = usersOf(entryOf(name).options.name);
    if (account.name !== name)
      throw new CasementError(
        "config-invalid",
        `The name of account ${name} cannot change. Remove the account, and add one named ${account.name}.`,
      );
    const plugins = await configureNewAccount(account, { dataDir, others: optionsBesides(name) });
    if (users.length > 0 && account.signIn !== undefined)
      throw new CasementError("config-invalid", `Account ${name} needs a sign-in of its own, because ${namesOf(users)} uses it.`);
    const before = [entryOf(name), ...users];
    const after = [{ options: account, plugins }, ...users.map((user) => withRegistration(user, account))];
    const configure = (entries: readonly AccountEntry[]): void => {
      for (const entry of entries) configured.set(entry.options.name, entry);
    };
    if (!folder) return configure(after);
    const names = after.map(({ options }) => options.name);
    // What cannot be written would be lost.
    for (const each of names) for (const { ledger } of accounts.opened(each)) await ledger.writeKept();
    const shown = sensorsOf(name);
    const reason = new CasementError("stopped", `Account ${name} is being changed. Call again.`);
    const open = async (entries: readonly AccountEntry[]): Promise<void> => {
      configure(entries);
      await accounts.open(entries, folder);
      if (live) accounts.goLive(names);
    };
    // The accounts that use a sign-in close before its owner.
    for (const each of names.toReversed()) await accounts.close(each, reason);
    await open(after).catch(async (error) => {
      await open(before);
      throw error;
    });
    const pluginIds = (entry: AccountEntry | undefined): string[] => entry?.plugins.map(({ plugin }) => plugin.id) ?? [];
    const removed = pluginIds(before[0]).filter((id) => !pluginIds(after[0]).includes(id));
    for (const plugin of removed) {
      for (const { ledger } of accounts.opened(name)) await ledger.forgetPlugin(plugin);
      container.resolve(t.journalToken).removeAccount(name, plugin);
    }
    const ids = new Set(sensorsOf(name).map(({ id }) => id));
    publishGone(shown.filter(({ id }) => !ids.has(id)));
    for (const each of names) publish({ account: each, kind: "changed" });
  }

  async function release(name: string): Promise<void> {
    const { folder } = await ready();
    if (!configured.has(name)) return;
    for (const { options } of usersOf(name)) await release(options.name);
    if (!folder) return void configured.delete(name);
    const reason = new CasementError("stopped", `Account ${name} is given to another host. Call again.`);
    await accounts.close(name, reason).catch((error) => {
      const why = CasementError.is(error) ? error.message : error?.code;
      container.resolve(t.logToken).warn(`[${name}] was closed, and what it had not stored is lost: ${why}`);
    });
    configured.delete(name);
    accounts.forget(name, reason);
    container.resolve(t.journalToken).removeAccount(name);
    publish({ account: name, kind: "removed" });
  }

  async function remove(name: string): Promise<void> {
    const { folder } = await ready();
    const users = usersOf(entryOf(name).options.name);
    if (users.length > 0)
      throw new CasementError("config-invalid", `Account ${namesOf(users)} uses the sign-in of ${name}. Remove or change it first.`);
    if (!folder) return void configured.delete(name);
    const reason = new CasementError("account-unknown", `Account ${name} has been removed.`);
    const shown = sensorsOf(name);
    const [{ signIn, handle }] = accounts.opened(name) as [ReturnType<typeof accounts.opened>[number]];
    for (const { runtime } of accounts.opened(name)) await runtime.subscriptions.removeAll();
    // What could not be written is deleted anyway.
    await accounts.close(name, reason).catch(() => {});
    publishGone(shown);
    if (handle.options.signIn === undefined) await signIn.logout();
    configured.delete(name);
    accounts.forget(name, reason);
    container.resolve(t.journalToken).removeAccount(name);
    const { state, leases } = container.resolve(t.portsToken);
    await state.remove(name, leases.lease(name));
    // What this host keeps of it beside its state.
    await rm(join(dataDir, "accounts", name), { recursive: true, force: true });
    publish({ account: name, kind: "removed" });
  }

  return {
    add: (account) => queue(() => add(account)),
    change(name, account) {
      const done = queue(() => change(name, account));
      for (const handle of accounts.handles) if (handle.name === name || handle.options.signIn === name) handle.waitFor(done);
      return done;
    },
    remove: (name) => queue(() => remove(name)),
    release: (name) => queue(() => release(name)),
    settled: () => queue(async () => {}),
  };
}

const namesOf = (entries: readonly AccountEntry[]): string => entries.map(({ options }) => options.name).join(", ");

/** The account that uses a sign-in, with the app registration of the sign-in's owner. */
function withRegistration({ options, plugins }: AccountEntry, owner: AccountOptions): AccountEntry {
  const others = Object.entries(options).filter(([key]) => !registrationKeys.some((registrationKey) => registrationKey === key));
  const registration = registrationKeys.filter((key) => owner[key] !== undefined).map((key) => [key, owner[key]]);
  return { plugins, options: Object.fromEntries([...others, ...registration]) as unknown as AccountOptions };
}
