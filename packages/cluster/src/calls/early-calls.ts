import type { Clock } from "@casement/core";

/** Calls that have come for accounts that this process does not run yet. Without them, each would wait until its caller asks again. */
export interface EarlyCalls {
  /** `fields`: as the stream has them. */
  add(account: string, id: string, fields: readonly Buffer[]): void;
  /** Those of an account, oldest first; they are forgotten. */
  take(account: string): readonly (readonly Buffer[])[];
}

/** Callers ask again every two seconds, wherever the account is then (ms). */
const keptMs = 60_000;

export function createEarlyCalls(clock: Clock): EarlyCalls {
  const early = new Map<string, { readonly account: string; readonly fields: readonly Buffer[]; readonly at: number }>();
  const forgetOld = (now: number): void => {
    for (const [id, { at }] of early) {
      if (now - at < keptMs) return;
      early.delete(id);
    }
  };
  return {
    add(account, id, fields) {
      const at = clock.now().getTime();
      forgetOld(at);
      // In the order in which they were asked for last.
      early.delete(id);
      early.set(id, { account, fields, at });
    },
    take(account) {
      const own = [...early].filter(([, call]) => call.account === account);
      for (const [id] of own) early.delete(id);
      return own.map(([, { fields }]) => fields);
    },
  };
}
