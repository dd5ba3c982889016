import { CasementError } from "@casement/core";
import type { AccountHandle, EventJournal, SignIn } from "../api.ts";
import type { AccountSignIn } from "../auth/account-sign-in.ts";
import type { AccountEvents } from "./account-events.ts";
import type { AccountPermissions } from "./account-permissions.ts";
import type { AccountRuntime } from "./account-runtime.ts";

export interface AccountHandleDependencies {
  readonly options: AccountHandle["options"];
  readonly runtime: AccountRuntime;
  readonly permissions: AccountPermissions;
  readonly accountEvents: AccountEvents;
  readonly signInMethods: SignIn;
  readonly journal: EventJournal;
  readonly signIn: Pick<AccountSignIn, "state">;
  readonly logout: (keepData: boolean) => Promise<void>;
}

const userIdOf = (state: AccountSignIn["state"]): string | undefined =>
  "identity" in state ? `${state.identity.tenantId}/${state.identity.id}` : undefined;

/** The account as programs and surfaces see it. */
export function createAccountHandle(dependencies: AccountHandleDependencies): AccountHandle {
  const { options, runtime, permissions, accountEvents, signInMethods, signIn, journal, logout } = dependencies;
  const call: AccountHandle["call"] = (service, input = {}, callOptions = {}) => runtime.call(service, input, callOptions);
  return {
    name: options.name,
    options,
    signIn: signInMethods,
    status: () => runtime.status(),
    userId: () => userIdOf(signIn.state),
    scopes: async () => permissions.report(),
    logout: ({ keepData = false } = {}) => logout(keepData),
    call,
    service: (plugin, name, input, callOptions) => call(`${plugin.id}/${name}`, input as Record<string, unknown>, callOptions) as never,
    async sensor(plugin, kind, sensor) {
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
    preview: (service, input = {}) => runtime.preview(service, input),
    reachesOthers: (service, input = {}) => runtime.reachesOthers(service, input),
    reportFailedCall: (call) => accountEvents.callFailed(call),
    reportRefusedAgent: (call) => accountEvents.agentRefused(call),
    reportWebhook: (webhook) => accountEvents.webhookSwitchedOff(webhook),
    refresh: (sensor) => runtime.refresh(sensor),
    collections: () => runtime.agenda.collections(),
    wantAgenda: (days) => runtime.agenda.want(days),
    rescan: async () => {
      await runtime.rescan();
    },
  };
}
