import { CasementError, systemClock } from "@casement/core";
import {
  accountOfRedirect,
  createUploadedFiles,
  type GraphMetricsSnapshot,
  type Host,
  type HostProblem,
  type PluginInfo,
  type ServiceInfo,
  type StateChange,
  sumNotificationMetrics,
} from "@casement/host";
import { createRedisCalls } from "../calls/redis-calls.ts";
import { openClusterDataKey } from "../keys/rotate-keys.ts";
import { createFrontNotifications } from "../notifications/front-notifications.ts";
import { createNotificationKeys } from "../notifications/notification-keys.ts";
import { createAccountPlaces } from "../ownership/account-places.ts";
import { createSlotKeys, slotCount, slotOf } from "../ownership/slot-keys.ts";
import { createRedisUploads } from "../shared/redis-uploads.ts";
import { createSealedStates } from "../shared/sealed-states.ts";
import { createSharedAudit } from "../shared/shared-audit.ts";
import { watchClusterStatus } from "../status/cluster-status.ts";
import type { StoreProblem } from "../status/watch-store.ts";
import { openRedisJournal } from "../view/redis-journal.ts";
import { openSensorMirror } from "../view/sensor-mirror.ts";
import { createDescribedAccounts } from "./described-accounts.ts";
import { createFrontAccount } from "./front-account.ts";
import { createFrontList } from "./front-list.ts";
import type { FrontOptions } from "./front-options.ts";
import { createFrontSensors } from "./front-sensors.ts";
import { createOwnerCalls } from "./owner-calls.ts";

/**
 * A host for a process that runs no account: it shows what the workers of the cluster tell, and asks them for everything else. Surfaces need not know
 * which host they have. While no worker runs an account, its sensors keep their last values and say why.
 */
export async function createFront(options: FrontOptions): Promise<Host> {
  const { redis, keys, clusterKeys, accounts, onProblem, clock = systemClock, slots = slotCount, ownerLimit = 20_000 } = options;
  const slotKeys = createSlotKeys(keys);
  const signInOf = (name: string): string => {
    const signIn = accounts.accounts.get(name)?.configuration.signIn;
    return typeof signIn === "string" && signIn !== "" ? signIn : name;
  };
  const view = { redis, keys, clusterKeys, clock, onProblem };
  const lockOf = (name: string): string => slotKeys.lock(slotOf(signInOf(name), slots));
  const mirror = await openSensorMirror({
    ...view,
    lockOf,
    signInOf,
    accounts: () => accounts.accounts.keys(),
  });
  const events = await openRedisJournal(view);
  const dataKey = await openClusterDataKey({ redis, keys, clusterKeys });
  const states = createSealedStates({ ...view, dataKey, follow: mirror.onState });
  const uploads = createRedisUploads(view);
  const audit = createSharedAudit({ ...view, dataKey });
  const calls = createRedisCalls({ ...view, owners: createAccountPlaces(redis, keys, slots) });
  const owners = createOwnerCalls({ calls, clock, missing: mirror.missing, ownerLimit });
  const described = createDescribedAccounts(owners, mirror.account);
  const list = createFrontList({
    accounts,
    mirror,
    onProblem,
    onChange: described.forget,
    create: (name) =>
      createFrontAccount({
        name,
        current: () => list.find(name),
        owners,
        told: () => mirror.account(name),
        learn(now) {
          const told = mirror.account(name);
          if (told) mirror.learn({ ...told, ...now });
        },
        missing: () => mirror.missing(name),
        services: () => described.services(name),
        sensors,
        events,
      }),
  });
  const sensors = createFrontSensors(mirror, list.names);
  const status = watchClusterStatus({ redis, keys, slots, clock });
  const notifications = createFrontNotifications({
    ...{ redis, keys: createNotificationKeys(keys), dataKey, clock, onProblem, lockOf },
    isAccount: (name) => accounts.accounts.has(name),
    workers: slotKeys.workers,
    metrics: () => sumNotificationMetrics((status.current?.workers ?? []).flatMap(({ figures }) => figures?.notifications ?? [])),
  });
  await notifications.looked;
  let startedAt: Date | undefined;
  let stopping: Promise<void> | undefined;

  /** Of one account, or of all: those that nobody runs, or that do not answer, are left out. */
  async function ofAccounts<T>(
    name: string | undefined,
    read: (account: string) => Promise<T>,
  ): Promise<readonly (readonly [string, T])[]> {
    if (name !== undefined) return [[name, await read(list.find(name).name)]];
    const found: (readonly [string, T])[] = [];
    const running = list.names().filter((account) => mirror.account(account) && !mirror.missing(account));
    for (let start = 0; start < running.length; start += atOnce) {
      const some = running.slice(start, start + atOnce);
      const answers = await Promise.allSettled(some.map(read));
      for (const [at, answer] of answers.entries()) {
        if (answer.status === "fulfilled") found.push([some[at]!, answer.value]);
        else onProblem(answer.reason);
      }
    }
    return found;
  }
  const refuse = (what: string) => () => Promise.reject(refusedAtFront(what));

  async function close(): Promise<void> {
    startedAt = undefined;
    list.stop();
    owners.stop();
    status.stop();
    notifications.stop();
    await calls[Symbol.asyncDispose]();
    await events[Symbol.asyncDispose]();
    await mirror[Symbol.asyncDispose]();
  }

  const front: Host = {
    get accounts() {
      return list.handles;
    },
    account: list.handle,
    addAccount: refuse("casement accounts add"),
    changeAccount: refuse("casement accounts"),
    removeAccount: refuse("casement accounts remove"),
    releaseAccount: refuse("casement accounts remove"),
    onAccount: list.onAccount,
    async start() {
      if (stopping) throw new CasementError("stopped", "This front has stopped. Create another one.");
      startedAt ??= clock.now();
    },
    // Commands ask the cluster, and need not find a front.
    async announce() {},
    stop: () => (stopping ??= close()),
    [Symbol.asyncDispose]: () => front.stop(),
    index: sensors.index,
    sensors: sensors.sensors,
    sensor: sensors.sensor,
    async history(id, days) {
      const { account } = sensors.require(id);
      return owners.ask<readonly StateChange[] | undefined>(account, { do: "history", sensor: id, ...(days !== undefined && { days }) });
    },
    services: async (name) => (await ofAccounts<readonly ServiceInfo[]>(name, described.services)).flatMap(([, infos]) => infos),
    plugins: async (name) => (await ofAccounts<readonly PluginInfo[]>(name, described.plugins)).flatMap(([, infos]) => infos),
    events,
    onSensor: mirror.onSensor,
    onCollection: mirror.onCollection,
    async signInFor(url) {
      const name = accountOfRedirect(url);
      return name !== undefined && list.names().includes(name) ? list.handle(name) : undefined;
    },
    sealedState: states,
    notifications,
    uploads: createUploadedFiles(() => uploads),
    audit: () => audit,
    settled: owners.settled,
    metrics: () => ({ startedAt: startedAt?.toISOString(), cluster: status.current, problem: problemOf(options.store?.problem) }),
    async graphMetrics(name) {
      const read = (account: string) => owners.ask<GraphMetricsSnapshot>(account, { do: "graphMetrics" });
      return Object.fromEntries(await ofAccounts(name, read));
    },
  };
  return front;
}

const problemOf = (problem: StoreProblem | undefined): HostProblem | undefined =>
  problem && {
    code: "store-unavailable",
    message: `Redis cannot be reached (${problem.reason}). What is shown may be out of date.`,
    since: problem.since.toISOString(),
  };

/** How many accounts are asked at once. */
const atOnce = 50;

const refusedAtFront = (command: string): CasementError =>
  new CasementError("config-invalid", `Accounts of a cluster cannot be changed here. Use \`${command}\`.`);
