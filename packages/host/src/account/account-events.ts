import type { ScopeReport } from "@casement/core";
import { secretWarningOf } from "../auth/client-secret.ts";
import type { SignInState } from "../auth/sign-in-result.ts";
import type { Ledger } from "../feeds/ledger.ts";
import type { AccountFacts, LogRecord } from "../feeds/records.ts";
import { createSerialQueue } from "../lifecycle/serial-queue.ts";

/** Raises the account's own events, such as `account/signed-in`. Raises each change once, even across restarts. */
export interface AccountEvents {
  stateChanged(state: SignInState): Promise<void>;
  permissionsChanged(before: ScopeReport, after: ScopeReport): Promise<void>;
  /** Warns that the client secret expires: 30, 7 and 1 days before, and once it has expired. */
  secretExpires(expires: Date): Promise<void>;
}

/** Event names without the prefix `account/`. */
export const accountEventNames = ["signed-in", "signed-out", "sign-in-required", "permissions-changed", "secret-expiring"] as const;
export type AccountEventName = (typeof accountEventNames)[number];

export function createAccountEvents(account: string, ledger: Ledger, now: () => Date): AccountEvents {
  const queue = createSerialQueue();
  const announce = (name: string, payload: object, facts: Partial<AccountFacts>): Promise<void> =>
    queue(async () => {
      const events = [{ id: "", account, type: `account/${name}`, at: now().toISOString(), payload }];
      const records: LogRecord[] = [
        { t: "facts", facts },
        { t: "events", events },
      ];
      for (const record of records) await ledger.commit(record);
    });

  return {
    async stateChanged(state) {
      const announced = state.kind === "sign-in-required" ? `${state.kind} ${state.code}` : state.kind;
      const before = ledger.data.facts.announced ?? "signed-out";
      if (before === announced) return;
      if (state.kind === "sign-in-required")
        await announce(state.kind, { code: state.code, means: state.means, cure: state.cure }, { announced });
      else await announce(state.kind, {}, { announced });
    },
    async permissionsChanged(before, after) {
      const lost = before.allowed.filter((scope) => !after.allowed.includes(scope));
      const gained = after.allowed.filter((scope) => !before.allowed.includes(scope));
      if (lost.length + gained.length === 0) return;
      const plugins = after.plugins.filter(
        (plugin) => before.plugins.find((other) => other.plugin === plugin.plugin)?.access !== plugin.access,
      );
      const changed = plugins.map(({ plugin, access, reason }) => ({ plugin, access, ...(reason !== undefined && { reason }) }));
      await announce("permissions-changed", { gained, lost, plugins: changed }, {});
    },
    async secretExpires(expires) {
      const warning = secretWarningOf(expires, now());
      const secretWarned = warning && `${expires.toISOString()} ${warning.stage}`;
      if (!warning || !secretWarned || ledger.data.facts.secretWarned === secretWarned) return;
      await announce("secret-expiring", { stage: warning.stage, message: warning.message }, { secretWarned });
    },
  };
}
