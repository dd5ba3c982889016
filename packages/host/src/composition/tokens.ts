import type { KeyObject } from "node:crypto";
import type { Clock, FileAccess, Logger, PermissionMap } from "@casement/core";
import type { InjectionToken } from "tsyringe";
import type { AccountEvents } from "../account/account-events.ts";
import type { AccountPermissions } from "../account/account-permissions.ts";
import type { AccountRuntime } from "../account/account-runtime.ts";
import type { ConfiguredPlugin } from "../account/configured-plugin.ts";
import type { SignInMethods } from "../account/sign-in-methods.ts";
import type { AccountHandle, AccountOptions, SensorSnapshot } from "../api.ts";
import type { AccountSignIn } from "../auth/account-sign-in.ts";
import type { EventIds } from "../events/event-ids.ts";
import type { Journal } from "../events/journal.ts";
import type { Ledger } from "../feeds/ledger.ts";
import type { Scheduler } from "../feeds/scheduler.ts";
import type { GraphGateway } from "../graph/index.ts";
import type { Alarms } from "../lifecycle/alarms.ts";
import type { SerialQueue } from "../lifecycle/serial-queue.ts";
import type { TaskTracker } from "../lifecycle/task-tracker.ts";
import type { Transport } from "../transport.ts";

// One per host.
export const clockToken: InjectionToken<Clock> = Symbol("Clock");
export const logToken: InjectionToken<Logger> = Symbol("Logger");
export const transportToken: InjectionToken<Transport> = Symbol("Transport");
export const dataDirToken: InjectionToken<string> = Symbol("data folder");
export const keyToken: InjectionToken<KeyObject> = Symbol("encryption key");
export const filesToken: InjectionToken<FileAccess> = Symbol("Files");
export const tasksToken: InjectionToken<TaskTracker> = Symbol("Work");
export const alarmsToken: InjectionToken<Alarms> = Symbol("Alarms");
export const eventIdsToken: InjectionToken<EventIds> = Symbol("EventIds");
/** Serializes numbering, writing and publishing events across all accounts. */
export const eventQueueToken: InjectionToken<SerialQueue> = Symbol("event queue");
export const journalToken: InjectionToken<Journal> = Symbol("Journal");
export const onSensorToken: InjectionToken<(snapshot: SensorSnapshot) => void> = Symbol("sensor listener");
/** All accounts of the host by name. Needed where accounts share a sign-in. */
export const accountsToken: InjectionToken<ReadonlyMap<string, OpenAccount>> = Symbol("accounts");

export const permissionMapToken: InjectionToken<PermissionMap> = Symbol("PermissionMap");
/** Returns a number from 0 to 1. */
export const randomToken: InjectionToken<() => number> = Symbol("random");
export const logoutToken: InjectionToken<(account: string, keepData: boolean) => Promise<void>> = Symbol("logout");

// One per account.
export const optionsToken: InjectionToken<AccountOptions> = Symbol("AccountOptions");
export const pluginsToken: InjectionToken<readonly ConfiguredPlugin[]> = Symbol("ConfiguredPlugins");
export const ledgerToken: InjectionToken<Ledger> = Symbol("Ledger");
export const signInToken: InjectionToken<AccountSignIn> = Symbol("AccountSession");
export const permissionsToken: InjectionToken<AccountPermissions> = Symbol("Permissions");
export const signInMethodsToken: InjectionToken<SignInMethods> = Symbol("SignIns");
export const accountEventsToken: InjectionToken<AccountEvents> = Symbol("Announcer");
export const gatewayToken: InjectionToken<GraphGateway> = Symbol("Gateway");
export const schedulerToken: InjectionToken<Scheduler> = Symbol("Scheduler");
export const runtimeToken: InjectionToken<AccountRuntime> = Symbol("AccountRuntime");
export const handleToken: InjectionToken<AccountHandle> = Symbol("AccountHandle");

/** An open account and its parts. */
export interface OpenAccount {
  readonly handle: AccountHandle;
  readonly runtime: AccountRuntime;
  readonly signIn: AccountSignIn;
  readonly permissions: AccountPermissions;
  readonly scheduler: Scheduler;
  readonly ledger: Ledger;
  readonly gateway: GraphGateway;
  readonly accountEvents: AccountEvents;
}
