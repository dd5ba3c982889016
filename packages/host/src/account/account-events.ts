import { CasementError, type ScopeReport } from "@casement/core";
import type { FailedCall } from "../api.ts";
import { createSerialQueue } from "../async/serial-queue.ts";
import { type ExpiringCredential, secretWarningOf } from "../auth/client-secret.ts";
import type { SignInState } from "../auth/sign-in-result.ts";
import type { Ledger } from "../feeds/ledger.ts";
import type { AccountFacts, LogRecord } from "../feeds/records.ts";
import type { RefusedAgentCall } from "./refused-agent-call.ts";
import type { SwitchedOffWebhook } from "./switched-off-webhook.ts";

/** Raises the account's own events, such as `account/signed-in`. Raises each change once, even across restarts. */
export interface AccountEvents {
  stateChanged(state: SignInState): Promise<void>;
  /** Also says which of the permissions waited for approval. */
  permissionsChanged(before: ScopeReport, after: ScopeReport): Promise<void>;
  /** Warns that the client secret or certificate expires: 30, 7 and 1 days before, and once it has expired. */
  secretExpires(credential: ExpiringCredential): Promise<void>;
  /** Reports a failed call to people. Beyond 20 in a minute, nothing is raised: other events must stay in the journal. */
  callFailed(call: FailedCall): Promise<void>;
  webhookSwitchedOff(webhook: SwitchedOffWebhook): Promise<void>;
  /** Limited like `callFailed`. */
  agentRefused(call: RefusedAgentCall): Promise<void>;
}

const maxFailedCallsPerMinute = 20;

/** Returns whether one more may be raised. */
function createMinuteLimit(now: () => Date): () => boolean {
  let times: number[] = [];
  return () => {
    const time = now().getTime();
    times = times.filter((earlier) => earlier > time - 60_000);
    if (times.length >= maxFailedCallsPerMinute) return false;
    times.push(time);
    return true;
  };
}

export function createAccountEvents(account: string, ledger: Ledger, now: () => Date): AccountEvents {
  const queue = createSerialQueue();
  const failedCalls = createMinuteLimit(now);
  const refusedCalls = createMinuteLimit(now);
  const announce = (name: string, payload: object, facts: Partial<AccountFacts>): Promise<void> =>
    queue(async () => {
      const events = [{ id: "", account, type: `account/${name}`, at: now().toISOString(), payload }];
      const records: LogRecord[] = [
        { t: "facts", facts },
        { t: "events", events },
      ];
      for (const record of records) await ledger.keep(record);
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
      const approved = before.plugins.filter(({ waiting }) => waiting.some((scope) => gained.includes(scope)));
      if (approved.length === 0) return;
      const scopes = [...new Set(approved.flatMap(({ waiting }) => waiting.filter((scope) => gained.includes(scope))))].sort();
      await announce("approval-granted", { scopes, plugins: approved.map(({ plugin }) => plugin) }, {});
    },
    async secretExpires(credential) {
      const warning = secretWarningOf(credential, now());
      const secretWarned = warning && `${credential.expires.toISOString()} ${warning.stage}`;
      if (!warning || !secretWarned || ledger.data.facts.secretWarned === secretWarned) return;
      await announce("secret-expiring", { stage: warning.stage, message: warning.message }, { secretWarned });
    },
    async callFailed({ service, sensor, via, error }) {
      if (!failedCalls()) return;
      // Any other error's message may quote contents.
      const { code, message } = CasementError.is(error)
        ? error
        : { code: "internal", message: "An internal error occurred in the hub. See its log." };
      const called = { ...(service !== undefined && { service }), ...(sensor !== undefined && { sensor }) };
      await announce("call-failed", { ...called, via, code, message }, {});
    },
    async webhookSwitchedOff({ webhook, failingSince, reason }) {
      await announce("webhook-switched-off", { webhook, failingSince, reason }, {});
    },
    async agentRefused({ client, tool, code }) {
      if (refusedCalls()) await announce("agent-refused", { client, tool, code }, {});
    },
  };
}
