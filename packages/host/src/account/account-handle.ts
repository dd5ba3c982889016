import { CasementError } from "@casement/core";
import type { AccountHandle, AccountState, AccountStatus } from "../api.ts";
import type { AccountSession } from "../auth/account-session.ts";
import { secretWarning } from "../auth/client-secret.ts";
import type { Ledger } from "../feeds/ledger.ts";
import type { Gateway } from "../graph/index.ts";
import type { AccountRuntime } from "./account-runtime.ts";
import type { Permissions } from "./permissions.ts";
import type { SignIns } from "./sign-ins.ts";

export interface HandleParts {
  readonly options: AccountHandle["options"];
  readonly runtime: AccountRuntime;
  readonly session: AccountSession;
  readonly permissions: Permissions;
  readonly gateway: Gateway;
  readonly ledger: Ledger;
  readonly signIns: SignIns;
  readonly now: () => Date;
  readonly logout: (keepData: boolean) => Promise<void>;
}

/** What programs and surfaces see of an account. */
export function createAccountHandle(parts: HandleParts): AccountHandle {
  const { options, runtime, permissions, signIns, logout } = parts;
  const call: AccountHandle["call"] = (service, input = {}, callOptions = {}) => runtime.call(service, input, callOptions);
  return {
    name: options.name,
    options,
    signIn: signIns,
    status: () => statusOf(parts),
    scopes: () => permissions.report(),
    logout: ({ keepData = false } = {}) => logout(keepData),
    call,
    service: (plugin, name, input, callOptions) => call(`${plugin.id}/${name}`, input as Record<string, unknown>, callOptions) as never,
    sensor(plugin, kind, sensor) {
      const all = runtime.plugins.find((entry) => entry.plugin.id === plugin.id)?.sensors.filter((entry) => entry.kind === kind) ?? [];
      const found =
        sensor === undefined && all.length === 1
          ? all[0]
          : all.find(({ entry }) => entry.slug === sensor || entry.id === sensor || entry.title === sensor);
      if (!found)
        throw new CasementError(
          "sensor-unknown",
          `Account ${options.name} has no such sensor. It has: ${all.map(({ entry }) => entry.slug).join(", ") || "none"}.`,
        );
      return found.value as never;
    },
    reachesOthers: (service, input = {}) => runtime.reachesOthers(service, input),
    refresh: (sensor) => runtime.refresh(sensor),
    rescan: async () => {
      await runtime.rescan();
    },
  };
}

function statusOf({ options, runtime, session, gateway, ledger, now }: HandleParts): AccountStatus {
  const { state } = session;
  const problem = problemOf(state, options.name);
  const expires = options.clientSecretExpires === undefined ? undefined : secretWarning(new Date(options.clientSecretExpires), now());
  const pauses = Object.entries(gateway.pauses()).map(([service, until]) => [service, until.toISOString()]);
  return {
    name: options.name,
    state: state.kind,
    type: "identity" in state ? state.identity.kind : options.accountType === "personal" ? "personal" : "work",
    ...("identity" in state && { username: state.identity.username }),
    ...(problem && { problem }),
    updatesDeclined: ledger.data.facts.updatesDeclined ?? false,
    plugins: runtime.plugins.map((plugin) => plugin.status()),
    throttledUntil: Object.fromEntries(pauses),
    warnings: expires ? [expires.message] : [],
  };
}

function problemOf(state: AccountSession["state"], account: string): AccountStatus["problem"] {
  const kind: AccountState = state.kind;
  if (kind === "signed-in") return undefined;
  if (state.kind === "sign-in-required") return { code: state.code, message: state.means, cure: state.cure };
  const reason = state.kind === "signed-out" && state.reason ? state.reason : "The account has not signed in.";
  return { code: "signed-out", message: reason, cure: `Sign in: casement login ${account}.` };
}
