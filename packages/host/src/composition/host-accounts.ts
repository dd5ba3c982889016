import { CasementError, dayMs, suggestName } from "@casement/core";
import { createStableHandle, type StableHandle } from "../account/stable-handle.ts";
import type { AccountOptions } from "../api.ts";
import { createEventLoopQueue } from "../async/event-loop-queue.ts";
import { withTimeout } from "../async/with-timeout.ts";
import { expiringCredentialOf } from "../auth/client-secret.ts";
import { adoptRestoredData } from "../backup/restored-mark.ts";
import type { ConfiguredPlugin } from "../config/configured-plugin.ts";
import { openAccount } from "./account-container.ts";
import type { DataFolder } from "./data-folder.ts";
import type { HostContainer } from "./host-container.ts";
import type { OpenAccount } from "./open-account.ts";
import { createStartTurns } from "./start-turns.ts";
import * as t from "./tokens.ts";

/** An account as it is configured. */
export interface AccountEntry {
  readonly options: AccountOptions;
  readonly plugins: readonly ConfiguredPlugin[];
}

/** The accounts of a host: those that are configured, and those of them that are open. */
export interface HostAccounts {
  /** By name. */
  readonly configured: Map<string, AccountEntry>;
  readonly handles: readonly StableHandle[];
  /** The accounts that are open: one, or all. @throws CasementError `account-unknown`, `stopped` */
  opened(name?: string): readonly OpenAccount[];
  /** @throws CasementError `account-unknown`, `stopped` */
  handle(name: string): StableHandle;
  /** Opens configured accounts in the folder of a running host, without using the network. */
  open(entries: Iterable<AccountEntry>, folder: DataFolder): Promise<void>;
  /** Starts the schedules of open accounts, a few accounts at a time. */
  goLive(names: Iterable<string>): void;
  /**
   * Waits a limited time until the calls that run have ended, aborts the rest with `reason`, and writes pending data. The account stays in the
   * list, with its last status, until it is opened again or forgotten.
   */
  close(name: string, reason: CasementError): Promise<void>;
  /** After `close`: the account no longer exists. */
  forget(name: string, reason: CasementError): void;
  /** Closes all accounts at once, because the host stops. */
  closeAll(reason: CasementError, beforeClose: () => Promise<void>): Promise<void>;
}

/** How long running work is waited for (ms). */
const closeTimeoutMs = 5_000;
/** To compute the views of an account takes milliseconds. */
const waitForTurn = createEventLoopQueue(1);
const neverAborted = new AbortController().signal;

export function createHostAccounts(container: HostContainer, configured: Map<string, AccountEntry>, dataDir: string): HostAccounts {
  const clock = container.resolve(t.clockToken);
  const log = container.resolve(t.logToken);
  const tasks = container.resolve(t.tasksToken);
  const alarms = container.resolve(t.alarmsToken);
  const accounts = container.resolve(t.accountsToken);
  const handles = new Map<string, StableHandle>();
  const startInTurn = createStartTurns(clock, tasks);
  /** Cancels the alarm of a client secret that expires, by account. */
  const secretAlarms = new Map<string, () => void>();

  const get = (name: string): OpenAccount => {
    const found = accounts.get(name);
    if (found) return found;
    const names = [...configured.keys()];
    if (names.includes(name)) throw new CasementError("stopped", "The host is not running. Start it first.");
    throw new CasementError("account-unknown", `There is no account "${name}". ${suggestName(name, names)}`);
  };
  const wait = (work: () => Promise<void>) => withTimeout(clock, closeTimeoutMs, neverAborted, work);

  async function logout(name: string, keepData: boolean): Promise<void> {
    const { handle, signIn, runtime, ledger, history, tasks: ownTasks } = get(name);
    for (const account of accounts.ofSignIn(handle.options.signIn ?? name)) await account.runtime.subscriptions.removeAll();
    await signIn.logout();
    if (keepData) return runtime.clearMemory();
    await wait(() => ownTasks.settled());
    for (const plugin of runtime.plugins) plugin.publishGone();
    runtime.clearMemory();
    await runtime.closePlugins();
    await ledger.clear();
    await history?.clear();
    container.resolve(t.journalToken).removeAccount(name);
    await runtime.open();
  }

  function watchSecret({ handle, accountEvents }: OpenAccount): void {
    const credential = expiringCredentialOf(handle.options);
    if (!credential) return;
    const check = (): void => {
      void tasks.run(() => accountEvents.secretExpires(credential));
      secretAlarms.set(handle.name, alarms.at(clock.now().getTime() + dayMs / 4, check));
    };
    check();
  }
  function stopWatching(name: string): void {
    secretAlarms.get(name)?.();
    secretAlarms.delete(name);
  }

  return {
    configured,
    get handles() {
      return [...accounts.keys()].flatMap((name) => handles.get(name) ?? []);
    },
    opened: (name) => (name === undefined ? [...accounts.values()] : [get(name)]),
    handle(name) {
      get(name);
      return handles.get(name)!;
    },
    async open(entries, folder) {
      // An account must be open before the accounts that use its sign-in.
      const signInOwnersFirst = [...entries].sort(
        (a, b) => Number(a.options.signIn !== undefined) - Number(b.options.signIn !== undefined),
      );
      const opened: OpenAccount[] = [];
      for (const { options, plugins } of signInOwnersFirst) {
        const { name } = options;
        const account = await openAccount(container, {
          options,
          plugins,
          dataDir,
          key: folder.key,
          folderFault: () => folder.fault,
          logout: (keepData) => logout(name, keepData),
        });
        accounts.set(name, account);
        opened.push(account);
      }
      await adoptRestoredData(dataDir, opened, container.resolve(t.journalToken), clock);
      for (const { signIn, signInMethods, handle, ledger } of opened) {
        if (handle.options.signIn !== undefined) continue;
        const { name } = handle;
        const state = await signIn.load();
        signInMethods.resume();
        // A sign-in that cannot be used was logged.
        if (state.kind === "signed-out" && state.reason === undefined && ledger.data.facts.identity)
          log.warn(`[${name}] The account has signed out. Its sensors keep their last values. Sign in: casement login ${name}`);
      }
      for (const { runtime, handle, statusChanged } of opened) {
        await waitForTurn();
        await runtime.open();
        statusChanged();
        const known = handles.get(handle.name);
        if (known) known.use(handle);
        else handles.set(handle.name, createStableHandle(handle));
      }
    },
    goLive(names) {
      for (const name of names) {
        const account = get(name);
        watchSecret(account);
        startInTurn(account);
      }
    },
    async close(name, reason) {
      stopWatching(name);
      const { runtime, scheduler, history, tasks: ownTasks, mute } = get(name);
      scheduler.stop();
      await wait(() => runtime.callsSettled());
      runtime.abort(reason);
      await wait(() => ownTasks.settled());
      await history?.close();
      await runtime.close().finally(mute);
    },
    forget(name, reason) {
      accounts.delete(name);
      handles.get(name)?.end(reason);
      handles.delete(name);
    },
    async closeAll(reason, beforeClose) {
      for (const name of [...secretAlarms.keys()]) stopWatching(name);
      const open = [...accounts.values()].reverse();
      for (const { runtime } of open) runtime.abort(reason);
      await wait(() => tasks.settled());
      await beforeClose();
      for (const { runtime, handle, history } of open) {
        await history?.close();
        await runtime
          .close()
          .catch((error) =>
            log.error(`[${handle.name}] could not write pending data: ${CasementError.is(error) ? error.message : error?.code}`),
          );
      }
      accounts.clear();
    },
  };
}
