import "reflect-metadata";
import { CasementError, dayMs, suggestName } from "@casement/core";
import type { DefinedAccount, Host, HostOptions } from "./api.ts";
import { createAccountChanges } from "./composition/account-changes.ts";
import { type DataFolder, openDataFolder, type RestorableFile } from "./composition/data-folder.ts";
import { createHostAccounts } from "./composition/host-accounts.ts";
import { createHostContainer, type HostContainer } from "./composition/host-container.ts";
import { createLocalPorts } from "./composition/local-ports.ts";
import { createCallHandler } from "./composition/serve-calls.ts";
import * as t from "./composition/tokens.ts";
import { configureHost } from "./config/configure-host.ts";
import type { ConfiguredPlugin } from "./config/configured-plugin.ts";
import { accountPluginInfo, pluginInfoOf } from "./plugins/plugin-info.ts";
import type { HostPorts } from "./ports/index.ts";
import type { LiveSensor } from "./sensors/live-sensor.ts";
import { selectSensors } from "./sensors/select-sensors.ts";
import type { SensorQuery } from "./sensors/sensor-query.ts";

const dataFolderCheckMs = 60_000;
/** How often the files of the data folder are looked at while nothing seems wrong (ms). */
const fileCheckMs = 10 * 60_000;

/**
 * Creates a host from accounts and plugins. Reads and sends nothing before `start`.
 * @throws CasementError `config-invalid`, `plugin-invalid` or `plugin-version`
 */
export async function createHost<A extends DefinedAccount>(options: HostOptions<A>): Promise<Host<A>> {
  const plugins = await configureHost(options);
  return assembleHost(createHostContainer(options), options, plugins);
}

/** Creates a host from the objects of a container. `plugins`: by account name. */
export function assembleHost<A extends DefinedAccount>(
  container: HostContainer,
  options: Pick<HostOptions<A>, "accounts" | "dataDir" | "key" | "ports">,
  plugins: ReadonlyMap<string, readonly ConfiguredPlugin[]>,
): Host<A> {
  const { dataDir } = options;
  const clock = container.resolve(t.clockToken);
  const log = container.resolve(t.logToken);
  const tasks = container.resolve(t.tasksToken);
  const alarms = container.resolve(t.alarmsToken);
  const journal = container.resolve(t.journalToken);
  const configured = new Map(
    options.accounts.map((entry) => [entry.name as string, { options: entry, plugins: plugins.get(entry.name) ?? [] }]),
  );
  let folder: DataFolder | undefined;
  const ports: HostPorts = { ...createLocalPorts(container, dataDir, () => folder!.key), ...options.ports };
  container.register(t.portsToken, { useValue: ports });
  const accounts = createHostAccounts(container, configured, dataDir);
  let startedAt: Date | undefined;
  let opening: Promise<void> | undefined;
  let live = false;
  let stopServing: (() => void) | undefined;
  let stopping: Promise<void> | undefined;

  const changes = createAccountChanges({
    container,
    accounts,
    dataDir,
    async ready() {
      await opening;
      if (stopping) throw new CasementError("stopped", "The host is stopping or has stopped, so the account was left as it was.");
      return { folder, live };
    },
  });
  const select = ({ account, ...criteria }: SensorQuery = {}): LiveSensor[] =>
    selectSensors(
      accounts.opened(account).flatMap(({ runtime }) => runtime.plugins.flatMap((plugin) => plugin.sensors)),
      criteria,
    );

  function sensorOf(id: string): LiveSensor {
    const ofAccount = accounts.opened().find(({ handle }) => id.startsWith(`${handle.name}/`));
    const found = ofAccount && select({ account: ofAccount.handle.name }).find((sensor) => sensor.id === id);
    if (found) return found;
    const ids = select().map((sensor) => sensor.id);
    throw new CasementError("sensor-unknown", `There is no sensor "${id}". ${suggestName(id, ids)}`);
  }

  async function open(): Promise<void> {
    startedAt = clock.now();
    folder = await openDataFolder({ dataDir, key: options.key, clock, log });
    await accounts.open(configured.values(), folder);
    stopServing = ports.calls.serve(createCallHandler(host, clock));
  }

  /** Writes again what has vanished from the data folder. */
  async function restoreFolder(): Promise<void> {
    const files = accounts
      .opened()
      .flatMap(({ handle, signIn, ledger }): RestorableFile[] => [
        { path: `accounts/${handle.name}/feeds.log`, restore: ledger.restore },
        ...(handle.options.signIn === undefined ? [{ path: `accounts/${handle.name}/sign-in`, restore: signIn.restore }] : []),
      ]);
    await folder?.restore(files);
  }

  const seemsIntact = async (): Promise<boolean> =>
    !accounts.opened().some(({ handle }) => handle.status().problem?.code === "data-folder") && (await folder?.isIntact()) === true;

  function watchFolder(filesCheckedAt = clock.now().getTime()): void {
    const check = async (): Promise<void> => {
      const now = clock.now().getTime();
      const isDue = Math.abs(now - filesCheckedAt) >= fileCheckMs || !(await seemsIntact());
      if (isDue) await restoreFolder();
      if (live) watchFolder(isDue ? now : filesCheckedAt);
    };
    alarms.at(clock.now().getTime() + dataFolderCheckMs, () => void tasks.run(check));
  }

  async function close(): Promise<void> {
    const reason = new CasementError("stopped", "The hub is stopping.");
    alarms.stop();
    stopServing?.();
    await accounts.closeAll(reason, async () => {
      if (live) await restoreFolder();
    });
    await folder?.release();
    folder = undefined;
    startedAt = undefined;
    opening = undefined;
    live = false;
  }

  const host: Host<A> = {
    get accounts() {
      return accounts.handles;
    },
    account: (name) => accounts.handle(name),
    addAccount: changes.add,
    changeAccount: changes.change,
    removeAccount: changes.remove,
    releaseAccount: changes.release,
    onAccount: container.resolve(t.accountListenersToken).subscribe,
    async start(mode = "live") {
      if (!opening) {
        stopping = undefined;
        opening = open().catch(async (error) => {
          await close();
          throw error;
        });
      }
      await opening;
      if (mode === "once" || live) return;
      live = true;
      // Loads the Graph client before the first reads, so that their timeouts do not include it.
      await import("./graph/graph-client.ts");
      if (stopping) return;
      watchFolder();
      accounts.goLive(accounts.opened().map(({ handle }) => handle.name));
    },
    stop: () => (stopping ??= changes.settled().then(close)),
    [Symbol.asyncDispose]: () => host.stop(),
    announce: async (run) => {
      await folder?.announce(run);
    },
    index: (query) => select(query).map((sensor) => sensor.summary()),
    sensors: async (query) => select(query).map((sensor) => sensor.snapshot()),
    sensor: async (id) => sensorOf(id).snapshot(),
    async history(id, days = Number.POSITIVE_INFINITY) {
      const sensor = sensorOf(id);
      const [name = "", ...address] = sensor.id.split("/");
      const kept = Math.min(days, container.resolve(t.historyDaysToken)) * dayMs;
      return accounts.opened(name)[0]?.history?.read(address.join("/"), clock.now().getTime() - kept);
    },
    services: async (name) => accounts.opened(name).flatMap(({ runtime }) => runtime.services()),
    plugins: async (name) =>
      accounts
        .opened(name)
        .flatMap(({ handle, runtime }) => [
          { account: handle.name, ...accountPluginInfo },
          ...runtime.plugins.map(({ plugin }) => pluginInfoOf(handle.name, plugin)),
        ]),
    events: journal,
    onSensor: container.resolve(t.sensorListenersToken).subscribe,
    onCollection: container.resolve(t.collectionListenersToken).subscribe,
    sealedState(name) {
      if (!folder) throw createStoppedError();
      return folder.state(name);
    },
    notifications: container.resolve(t.notificationGateToken),
    uploads: container.resolve(t.uploadedFilesToken),
    audit() {
      if (!folder) throw createStoppedError();
      return folder.audit;
    },
    settled: () => tasks.settled(),
    async signInFor(url) {
      const expecting = accounts.opened().filter(({ signIn }) => signIn.expects(url));
      const found = expecting.find(({ signInMethods }) => signInMethods.started(url)) ?? expecting[0];
      return found && accounts.handle(found.handle.name);
    },
    metrics: () => ({ startedAt: startedAt?.toISOString(), graph: container.resolve(t.graphMetricsToken).snapshot() }),
    graphMetrics: async (name) => Object.fromEntries(accounts.opened(name).map(({ handle, gateway }) => [handle.name, gateway.metrics()])),
  };
  return host;
}

const createStoppedError = (): CasementError => new CasementError("stopped", "The host is not running. Start it first.");
