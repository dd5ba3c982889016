import type { Clock } from "@casement/core";
import type { AccountOptions } from "../api.ts";
import type { Alarms } from "../async/alarms.ts";
import type { SharedAccountOptions, ToldAccount } from "../ports/index.ts";

/** Tells those who show an account elsewhere how it is doing. */
export interface AccountTeller {
  /** Call it when something may have changed. */
  changed(): void;
  /** Nothing more is told. */
  stop(): void;
}

export interface AccountTellerOptions {
  readonly clock: Clock;
  readonly alarms: Alarms;
  readonly describe: () => ToldAccount;
  readonly tell: (account: ToldAccount) => void;
}

/** To describe an account is not cheap, and its reads report many changes at the same time (ms). */
const tellIntervalMs = 2_000;

export function createAccountTeller({ clock, alarms, describe, tell }: AccountTellerOptions): AccountTeller {
  let told: string | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | undefined;
  let isStopped = false;
  const look = (): void => {
    cancel = undefined;
    lookedAt = clock.now().getTime();
    const account = describe();
    const text = JSON.stringify(account);
    if (text === told) return;
    told = text;
    tell(account);
  };
  return {
    changed() {
      if (isStopped || cancel) return;
      const now = clock.now().getTime();
      // A clock that was set back must not hold anything up.
      const wait = Math.min(Math.max(0, lookedAt + tellIntervalMs - now), tellIntervalMs);
      cancel = alarms.at(now + wait, look);
    },
    stop() {
      isStopped = true;
      cancel?.();
      cancel = undefined;
    },
  };
}

/** What others may know of the configuration of an account. */
export function sharedOptionsOf(options: AccountOptions): SharedAccountOptions {
  const { name, clientId, accountType, cloud, enableUpdate, sharedMailbox, signIn, timeZone } = options;
  return {
    name,
    clientId,
    accountType,
    ...(cloud !== undefined && { cloud }),
    ...(enableUpdate !== undefined && { enableUpdate }),
    ...(sharedMailbox !== undefined && { sharedMailbox }),
    ...(signIn !== undefined && { signIn }),
    ...(timeZone !== undefined && { timeZone }),
  };
}
