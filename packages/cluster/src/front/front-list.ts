import { CasementError, suggestName } from "@casement/core";
import type { AccountChange, AccountHandle } from "@casement/host";
import { createListenerGroup } from "../view/listener-group.ts";
import type { SensorMirror } from "../view/sensor-mirror.ts";
import type { FrontAccount, FrontAccounts } from "./front-accounts.ts";

/** The accounts that a front shows, with their handles. */
export interface FrontList {
  readonly handles: readonly AccountHandle[];
  /** @throws CasementError `account-unknown` */
  handle(name: string): AccountHandle;
  /** @throws CasementError `account-unknown` */
  find(name: string): FrontAccount;
  /** One, or all. @throws CasementError `account-unknown` */
  names(name?: string): readonly string[];
  onAccount(listener: (change: AccountChange) => void): () => void;
  stop(): void;
}

export interface FrontListOptions {
  readonly accounts: FrontAccounts;
  readonly mirror: SensorMirror;
  readonly create: (name: string) => AccountHandle;
  /** What was known of an account is no longer right. */
  readonly onChange: (name: string) => void;
  readonly onProblem: (error: unknown) => void;
}

export function createFrontList({ accounts, mirror, create, onChange, onProblem }: FrontListOptions): FrontList {
  const handles = new Map<string, AccountHandle>();
  const listeners = createListenerGroup<AccountChange>(onProblem);
  /** By account, what decides whether those who follow it are told. */
  const shown = new Map<string, string>();
  const names = (): string[] => [...accounts.accounts.keys()];
  const find = (name: string): FrontAccount => {
    const found = accounts.accounts.get(name);
    if (found) return found;
    throw new CasementError("account-unknown", `There is no account "${name}". ${suggestName(name, names())}`);
  };
  const handle = (name: string): AccountHandle => {
    find(name);
    const known = handles.get(name) ?? create(name);
    handles.set(name, known);
    return known;
  };
  /** Who signed in, and whether it runs. The rest of a status is read when it is shown. */
  const lookOf = (name: string): string => {
    const told = mirror.account(name);
    return JSON.stringify([told?.status.state, told?.userId, told?.options, mirror.missing(name)]);
  };
  const stops = [
    accounts.follow((change) => {
      onChange(change.account);
      if (change.kind === "removed") {
        handles.delete(change.account);
        shown.delete(change.account);
      }
      listeners.tell(change);
    }),
    mirror.onAccounts((changed) => {
      for (const name of changed) {
        const look = lookOf(name);
        if (shown.get(name) === look || !accounts.accounts.has(name)) continue;
        shown.set(name, look);
        listeners.tell({ account: name, kind: "changed" });
      }
    }),
  ];
  for (const name of names()) shown.set(name, lookOf(name));
  return {
    get handles() {
      return names().map(handle);
    },
    handle,
    find,
    names: (name) => (name === undefined ? names() : [find(name).name]),
    onAccount: listeners.subscribe,
    stop() {
      for (const stop of stops) stop();
      listeners.clear();
    },
  };
}
