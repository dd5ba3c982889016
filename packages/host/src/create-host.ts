import "reflect-metadata";
import { CasementError, createPermissionMap, nearestName, systemClock } from "@casement/core";
import { type ConfiguredPlugin, configurePlugins } from "./account/configured-plugin.ts";
import type { DefinedAccount, Host, HostOptions, SensorSnapshot } from "./api.ts";
import { openAccount } from "./composition/account-container.ts";
import { createHostContainer } from "./composition/host-container.ts";
import type { OpenAccount } from "./composition/tokens.ts";
import { checkHostOptions } from "./config/check-host-options.ts";
import { createEventIds } from "./events/event-ids.ts";
import { createJournal } from "./events/journal.ts";
import { createAlarms } from "./lifecycle/alarms.ts";
import { createConsoleLogger } from "./lifecycle/console-logger.ts";
import { createSerialQueue } from "./lifecycle/serial-queue.ts";
import { createTaskTracker } from "./lifecycle/task-tracker.ts";
import { waitAtMost } from "./lifecycle/wait-at-most.ts";
import { accountPluginInfo, pluginInfoOf } from "./plugins/plugin-info.ts";
import { createFileAccess } from "./services/file-access.ts";
import { type DataFolderLock, lockDataFolder } from "./store/data-folder-lock.ts";
import { loadKey } from "./store/key.ts";

/** `stop` waits this long for running work (ms). */
const stopTimeoutMs = 5_000;
const day = 24 * 3_600_000;

/**
 * Creates a host from accounts and plugins. Reads and sends nothing before `start`.
 * @throws CasementError `config-invalid`, `plugin-invalid` or `plugin-version`
 */
export async function createHost<A extends DefinedAccount>(options: HostOptions<A>): Promise<Host<A>> {
  const clock = options.clock ?? systemClock;
  const log = options.log ?? createConsoleLogger("warn");
  await checkHostOptions(options);
  const plugins = await configureAccounts(options);
  const tasks = createTaskTracker();
  const alarms = createAlarms(clock);
  const journal = createJournal(() => log.error("An event listener threw an error."));
  const listeners = new Set<(snapshot: SensorSnapshot) => void>();
  const accounts = new Map<string, OpenAccount>();
  let lock: DataFolderLock | undefined;
  let startedAt: Date | undefined;
  let opening: Promise<void> | undefined;
  let live = false;
  let stopping: Promise<void> | undefined;

  const onSensor = (snapshot: SensorSnapshot): void => {
    for (const listener of listeners) listener(snapshot);
  };
  const account = (name: string): OpenAccount => {
    const found = accounts.get(name);
    if (found) return found;
    const names = options.accounts.map((entry) => entry.name);
    if (names.includes(name)) throw new CasementError("stopped", "The host is not running. Start it first.");
    throw new CasementError("account-unknown", `There is no account "${name}". ${suggestionFor(name, names)}`);
  };

  async function open(): Promise<void> {
    const { dataDir } = options;
    startedAt = clock.now();
    lock = await lockDataFolder(dataDir);
    const key = await loadKey({ dataDir, ...(options.key !== undefined && { env: { CASEMENT_KEY: options.key } }) });
    const transport = options.transport ?? { fetch: (input: string, init?: RequestInit) => fetch(input, init) };
    const eventIds = createEventIds(clock);
    const container = createHostContainer({
      clock,
      log,
      transport,
      dataDir,
      key,
      files: createFileAccess(options.files),
      tasks,
      alarms,
      eventIds,
      eventQueue: createSerialQueue(),
      journal,
      onSensor,
      accounts,
      permissionMap: options.permissionMap ?? createPermissionMap(),
      random: Math.random,
      logout,
    });
    // An account must be open before the accounts that use its sign-in.
    const signInOwnersFirst = [...options.accounts].sort((a, b) => Number(a.signIn !== undefined) - Number(b.signIn !== undefined));
    for (const entry of signInOwnersFirst) accounts.set(entry.name, await openAccount(container, entry, plugins.get(entry.name) ?? []));
    for (const { signIn, handle } of accounts.values()) if (handle.options.signIn === undefined) await signIn.load();
    for (const { runtime } of accounts.values()) await runtime.open();
  }

  async function logout(name: string, keepData: boolean): Promise<void> {
    const { signIn, runtime, ledger } = account(name);
    await signIn.logout();
    if (keepData) return runtime.clearMemory();
    await waitAtMost(clock, stopTimeoutMs, tasks.settled());
    for (const plugin of runtime.plugins) plugin.publishGone();
    runtime.clearMemory();
    await runtime.closePlugins();
    await ledger.clear();
    journal.removeAccount(name);
    await runtime.open();
  }

  function watchSecret({ handle, accountEvents }: OpenAccount): void {
    const expires = handle.options.clientSecretExpires;
    if (expires === undefined) return;
    const check = (): void => {
      void tasks.run(() => accountEvents.secretExpires(new Date(expires)));
      alarms.at(clock.now().getTime() + day / 4, check);
    };
    check();
  }

  async function stop(): Promise<void> {
    const reason = new CasementError("stopped", "The hub is stopping.");
    alarms.stop();
    const open = [...accounts.values()].reverse();
    for (const { runtime } of open) runtime.abort(reason);
    await waitAtMost(clock, stopTimeoutMs, tasks.settled());
    for (const { runtime, handle } of open)
      await runtime
        .close()
        .catch((error) =>
          log.error(`[${handle.name}] could not write pending data: ${CasementError.is(error) ? error.message : error?.code}`),
        );
    accounts.clear();
    await lock?.release();
    lock = undefined;
    startedAt = undefined;
    opening = undefined;
    live = false;
  }

  const host: Host<A> = {
    get accounts() {
      return [...accounts.values()].map(({ handle }) => handle);
    },
    account: (name) => account(name).handle,
    async start(mode = "live") {
      if (!opening) {
        stopping = undefined;
        opening = open().catch(async (error) => {
          await stop();
          throw error;
        });
      }
      await opening;
      if (mode === "once" || live) return;
      live = true;
      // Loads the Graph client before the first reads, so that their timeouts do not include it.
      await import("./graph/graph-client.ts");
      if (stopping) return;
      for (const opened of accounts.values()) {
        watchSecret(opened);
        void tasks.run(() => opened.scheduler.start());
      }
    },
    stop: () => (stopping ??= stop()),
    [Symbol.asyncDispose]: () => host.stop(),
    announce: async (run) => lock?.announce(run),
    sensors: () =>
      [...accounts.values()].flatMap(({ runtime }) =>
        runtime.plugins.flatMap((plugin) => plugin.sensors.map((sensor) => sensor.snapshot())),
      ),
    sensor(id) {
      const all = host.sensors();
      const found = all.find((sensor) => sensor.id === id);
      if (found) return found;
      throw new CasementError(
        "sensor-unknown",
        `There is no sensor "${id}". ${suggestionFor(
          id,
          all.map((sensor) => sensor.id),
        )}`,
      );
    },
    services: () => [...accounts.values()].flatMap(({ runtime }) => runtime.services()),
    plugins: () =>
      [...accounts.entries()].flatMap(([name, { runtime }]) => [
        { account: name, ...accountPluginInfo },
        ...runtime.plugins.map(({ plugin }) => pluginInfoOf(name, plugin)),
      ]),
    events: journal,
    onSensor(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    settled: () => tasks.settled(),
    metrics: () => ({
      startedAt: startedAt?.toISOString(),
      graph: Object.fromEntries([...accounts.values()].map(({ handle, gateway }) => [handle.name, gateway.metrics()])),
    }),
  };
  return host;
}

const suggestionFor = (wanted: string, known: readonly string[]): string => {
  const suggestion = nearestName(wanted, known);
  return suggestion ? `Did you mean "${suggestion}"?` : known.length > 0 ? `Available: ${known.join(", ")}.` : "There are none.";
};

async function configureAccounts({ accounts }: HostOptions): Promise<ReadonlyMap<string, readonly ConfiguredPlugin[]>> {
  return new Map(await Promise.all(accounts.map(async (account) => [account.name, await configurePlugins(account)] as const)));
}
