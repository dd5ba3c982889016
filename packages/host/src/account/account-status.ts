import { type Clock, machineTimeZone } from "@casement/core";
import type { AccountOptions, AccountStatus, AccountWarning, PluginStatus } from "../api.ts";
import type { AccountSignIn } from "../auth/account-sign-in.ts";
import { expiringCredentialOf, secretWarningOf } from "../auth/client-secret.ts";
import type { GraphGateway } from "../graph/index.ts";
import type { DataFolderFault } from "../store/disk-fault.ts";
import type { AccountPermissions } from "./account-permissions.ts";
import { findAccountProblem } from "./account-problem.ts";
import type { StaleSensors } from "./stale-sensors.ts";

export interface AccountStatusSources {
  readonly options: AccountOptions;
  readonly signIn: AccountSignIn;
  readonly permissions: AccountPermissions;
  readonly gateway: GraphGateway;
  readonly clock: Clock;
  /** Why the account's data cannot be saved. */
  readonly diskFault: () => DataFolderFault | undefined;
  readonly sameUserAccounts: () => readonly string[];
}

/** How an account is doing. */
export function accountStatusOf(
  { options, signIn, permissions, gateway, clock, diskFault, sameUserAccounts }: AccountStatusSources,
  plugins: readonly PluginStatus[],
  stale: StaleSensors | undefined,
  notificationWarnings: readonly AccountWarning[],
): AccountStatus {
  const { state } = signIn;
  const problem = signInProblemOf(state, options.name) ?? findAccountProblem(diskFault(), plugins, stale, gateway.graphClock.error);
  const pauses = Object.entries(gateway.throttledUntil()).map(([service, until]) => [service, until.toISOString()]);
  return {
    name: options.name,
    state: state.kind,
    type: "identity" in state ? state.identity.kind : options.accountType === "personal" ? "personal" : "work",
    ...("identity" in state && { username: state.identity.username }),
    ...(problem && { problem }),
    timeZone: options.timeZone ?? machineTimeZone(),
    requestedSet: permissions.requestedSet(),
    plugins,
    staleSensors: stale?.count ?? 0,
    throttledUntil: Object.fromEntries(pauses),
    warnings: [...expiryWarnings(options, clock.now()), ...sameUserWarnings(options.name, sameUserAccounts()), ...notificationWarnings],
  };
}

function expiryWarnings(options: AccountOptions, now: Date): AccountWarning[] {
  const credential = expiringCredentialOf(options);
  const warning = credential && secretWarningOf(credential, now);
  if (!warning) return [];
  const { kind, expires } = credential;
  const code = warning.stage === "expired" ? (`${kind}-expired` as const) : (`${kind}-expires` as const);
  return [{ code, message: warning.message, details: { expires: expires.toISOString() } }];
}

function sameUserWarnings(account: string, others: readonly string[]): AccountWarning[] {
  if (others.length === 0) return [];
  const accounts = others.join(", ");
  const message = `Account ${account} is signed in as the same user as ${accounts}, so everything of this user is there more than once. Sign in as another user, or remove one of the accounts.`;
  return [{ code: "same-user", message, details: { accounts } }];
}

function signInProblemOf(state: AccountSignIn["state"], account: string): AccountStatus["problem"] {
  if (state.kind === "signed-in") return undefined;
  if (state.kind === "sign-in-required") return { code: state.code, message: state.means, cure: state.cure };
  const message = state.reason ?? "The account has not signed in.";
  return { code: "signed-out", message, cure: `Sign in: casement login ${account}.` };
}
