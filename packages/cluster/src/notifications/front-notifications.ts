import { type ConnectedReceiver, type NotificationGate, type NotificationMetrics, readNotifications } from "@casement/host";
import { runScript } from "../redis/run-script.ts";
import { whenReady } from "../redis/when-ready.ts";
import { unavailableBy } from "../state/store-errors.ts";
import { withinLimit } from "../state/within-limit.ts";
import { announceReceiver, type ReceiverOptions, watchReceiver } from "./known-receiver.ts";
import { maxWaiting, passScript } from "./pass-scripts.ts";
import { type PassedNotifications, sealNotifications } from "./passed-notifications.ts";

export interface FrontNotificationOptions extends ReceiverOptions {
  /** The key in Redis that has the token of the process that runs the account. */
  readonly lockOf: (account: string) => string;
  readonly isAccount: (name: string) => boolean;
  /** The set in Redis of the workers. */
  readonly workers: string;
  /** Of all workers, as they were some seconds ago. */
  readonly metrics: () => NotificationMetrics;
}

export interface FrontNotifications extends NotificationGate {
  /** Resolves when it is known where Graph sends notifications. */
  readonly looked: Promise<void>;
  stop(): void;
}

/** How long Redis may be gone, and then take to answer (ms): Graph should not wait for more than two seconds. */
const passLimit = 1_000;
const defaultSafetyMs = 10 * 60_000;
/** How long a test of the address may take (ms), and how often somebody looks whether it has arrived. */
const arrivalMs = 30_000;
const arrivalLookMs = 50;
const maxArrivals = 10;

/**
 * Passes change notifications to the workers that run the accounts: one step in Redis for each request of Graph, whatever is in it. It counts nothing: the
 * workers do.
 */
export function createFrontNotifications(options: FrontNotificationOptions): FrontNotifications {
  const { redis, keys, dataKey, clock, onProblem, lockOf, isAccount, workers, metrics } = options;
  const watched = watchReceiver(options);
  let own: { readonly receiver: ConnectedReceiver; readonly stop: () => void } | undefined;
  /** What was not sent in time is never sent. */
  const ask = async <T>(question: () => Promise<T>): Promise<T> => {
    try {
      await withinLimit(clock, passLimit, whenReady(redis));
      return await withinLimit(clock, passLimit, question());
    } catch (error) {
      throw unavailableBy(error);
    }
  };
  /** If nobody runs the account, the next worker reads everything when it opens it. */
  const pass = async (account: string, passed: PassedNotifications): Promise<void> => {
    await ask(() =>
      runScript(redis, passScript, [lockOf(account)], [keys.worker(""), account, sealNotifications(dataKey, account, passed)]),
    );
  };
  const passOn = async (body: unknown, account: string | undefined): Promise<void> => {
    const notifications = readNotifications(body);
    if (account !== undefined && isAccount(account)) {
      if (notifications.length > 0) await pass(account, notifications);
      return;
    }
    // Only tests of the address name no account.
    if (account === undefined)
      for (const { notification } of notifications.slice(0, maxArrivals)) await noteArrival(notification.subscriptionId);
  };
  const noteArrival = async (subscriptionId: string): Promise<void> => {
    if (/^[\w-]{1,64}$/.test(subscriptionId)) await ask(() => redis.set(keys.arrival(subscriptionId), "1", "PX", arrivalMs));
  };
  const missedByAll = async (): Promise<void> => {
    const sealed = sealNotifications(dataKey, "", "missed");
    for (const worker of await ask(() => redis.smembers(workers)))
      await ask(() => redis.xadd(keys.worker(worker), "MAXLEN", "~", maxWaiting, "*", "a", "", "n", sealed));
  };
  const missed = async (account: string | undefined): Promise<void> => {
    if (account === undefined) await missedByAll();
    else if (isAccount(account)) await pass(account, "missed");
  };
  return {
    get receiver() {
      return own?.receiver ?? watched.current;
    },
    looked: watched.looked,
    connect({ address, safetyMs = defaultSafetyMs }) {
      own?.stop();
      const connected = { receiver: { address, safetyMs, problem: undefined }, stop: announceReceiver(options, { address, safetyMs }) };
      own = connected;
      return () => {
        connected.stop();
        if (own === connected) own = undefined;
      };
    },
    receive: (body, account) => void passOn(body, account).catch(onProblem),
    passOn,
    async arrival(subscriptionId, signal) {
      for (;;) {
        signal.throwIfAborted();
        if ((await ask(() => redis.getdel(keys.arrival(subscriptionId)))) !== null) return;
        await new Promise<void>((resolve) => void clock.after(arrivalLookMs, resolve));
      }
    },
    missed: (account) => void missed(account).catch(onProblem),
    counts() {
      const { received, accepted } = metrics();
      return { received, accepted };
    },
    metrics,
    stop() {
      own?.stop();
      watched.stop();
    },
  };
}
