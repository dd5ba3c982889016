import { CasementError } from "@casement/core";
import type { AccountHandle, AccountState, AccountStatus, EventJournal } from "../api.ts";
import type { AccountSignIn } from "../auth/account-sign-in.ts";
import { secretWarningOf } from "../auth/client-secret.ts";
import type { Ledger } from "../feeds/ledger.ts";
import type { GraphGateway } from "../graph/index.ts";
import type { AccountPermissions } from "./account-permissions.ts";
import type { AccountRuntime } from "./account-runtime.ts";
import type { SignInMethods } from "./sign-in-methods.ts";

export interface AccountHandleDependencies {
  readonly options: AccountHandle["options"];
  readonly runtime: AccountRuntime;
  readonly signIn: AccountSignIn;
  readonly permissions: AccountPermissions;
  readonly gateway: GraphGateway;
  readonly ledger: Ledger;
  readonly signInMethods: SignInMethods;
  readonly journal: EventJournal;
  readonly now: () => Date;
  readonly logout: (keepData: boolean) => Promise<void>;
}

/** The account as programs and surfaces see it. */
export function createAccountHandle(dependencies: AccountHandleDependencies): AccountHandle {
  const { options, runtime, permissions, signInMethods, journal, logout } = dependencies;
  const call: AccountHandle["call"] = (service, input = {}, callOptions = {}) => runtime.call(service, input, callOptions);
  return {
    name: options.name,
    options,
    signIn: signInMethods,
    status: () => statusOf(dependencies),
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
          `Account ${options.name} has no such sensor. Available: ${all.map(({ entry }) => entry.slug).join(", ") || "none"}.`,
        );
      return found.value as never;
    },
    on(plugin, event, listener) {
      const known = runtime.plugins.find((entry) => entry.plugin.id === plugin.id)?.plugin.events;
      if (!known || !Object.hasOwn(known, event))
        throw new CasementError("input-invalid", `Account ${options.name} has no plugin "${plugin.id}" with an event "${event}".`);
      const type = `${plugin.id}/${event}`;
      return journal.subscribe((raised) => {
        if (raised.account === options.name && raised.type === type) listener(raised.payload as never, raised);
      });
    },
    reachesOthers: (service, input = {}) => runtime.reachesOthers(service, input),
    refresh: (sensor) => runtime.refresh(sensor),
    rescan: async () => {
      await runtime.rescan();
    },
  };
}

function statusOf({ options, runtime, signIn, gateway, ledger, now }: AccountHandleDependencies): AccountStatus {
  const { state } = signIn;
  const problem = problemOf(state, options.name);
  const expires = options.clientSecretExpires === undefined ? undefined : secretWarningOf(new Date(options.clientSecretExpires), now());
  const pauses = Object.entries(gateway.throttledUntil()).map(([service, until]) => [service, until.toISOString()]);
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

function problemOf(state: AccountSignIn["state"], account: string): AccountStatus["problem"] {
  const kind: AccountState = state.kind;
  if (kind === "signed-in") return undefined;
  if (state.kind === "sign-in-required") return { code: state.code, message: state.means, cure: state.cure };
  const reason = state.kind === "signed-out" && state.reason ? state.reason : "The account has not signed in.";
  return { code: "signed-out", message: reason, cure: `Sign in: casement login ${account}.` };
}
