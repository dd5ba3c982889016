import type { Clock, FileAccess, Logger, PermissionMap } from "@casement/core";
import type { InjectionToken } from "tsyringe";
import type { AccountEvents } from "../account/account-events.ts";
import type { AccountPermissions } from "../account/account-permissions.ts";
import type { AccountRuntime } from "../account/account-runtime.ts";
import type { SignInMethods } from "../account/sign-in-methods.ts";
import type { SignedInUsers } from "../account/signed-in-users.ts";
import type { CollectionEvent } from "../agenda/collection.ts";
import type { RunApart } from "../apart/run-apart.ts";
import type { AccountChange, AccountHandle, SensorSnapshot } from "../api.ts";
import type { Alarms } from "../async/alarms.ts";
import type { ListenerSet } from "../async/listener-set.ts";
import type { SerialQueue } from "../async/serial-queue.ts";
import type { TaskTracker } from "../async/task-tracker.ts";
import type { AccountSignIn } from "../auth/account-sign-in.ts";
import type { EventIds } from "../events/event-ids.ts";
import type { Journal } from "../events/journal.ts";
import type { Scheduler } from "../feeds/scheduler.ts";
import type { GroupReads } from "../for-many/group-reads.ts";
import type { GraphGateway, GraphMetrics } from "../graph/index.ts";
import type { HostPorts } from "../ports/index.ts";
import type { UploadedFiles } from "../services/uploaded-files.ts";
import type { ConnectedGate } from "../subscriptions/notification-gate.ts";
import type { Transport } from "../transport.ts";
import type { OpenAccounts } from "./open-accounts.ts";

// One per host.
export const clockToken: InjectionToken<Clock> = Symbol("Clock");
export const logToken: InjectionToken<Logger> = Symbol("Logger");
export const transportToken: InjectionToken<Transport> = Symbol("Transport");
/** Returns a number from 0 to 1. */
export const randomToken: InjectionToken<() => number> = Symbol("random");
export const permissionMapToken: InjectionToken<PermissionMap> = Symbol("PermissionMap");
export const filesToken: InjectionToken<FileAccess> = Symbol("FileAccess");
export const runApartToken: InjectionToken<RunApart> = Symbol("RunApart");
export const uploadedFilesToken: InjectionToken<UploadedFiles> = Symbol("UploadedFiles");
export const tasksToken: InjectionToken<TaskTracker> = Symbol("TaskTracker");
export const alarmsToken: InjectionToken<Alarms> = Symbol("Alarms");
export const eventIdsToken: InjectionToken<EventIds> = Symbol("EventIds");
/** Serializes numbering, writing and publishing events across all accounts. */
export const eventQueueToken: InjectionToken<SerialQueue> = Symbol("event queue");
export const journalToken: InjectionToken<Journal> = Symbol("Journal");
export const sensorListenersToken: InjectionToken<ListenerSet<SensorSnapshot>> = Symbol("listeners of sensors");
export const collectionListenersToken: InjectionToken<ListenerSet<CollectionEvent>> = Symbol("listeners of collections");
export const accountListenersToken: InjectionToken<ListenerSet<AccountChange>> = Symbol("listeners of accounts");
/** How many days the states of sensors are kept. 0: none. */
export const historyDaysToken: InjectionToken<number> = Symbol("days of history");
export const notificationGateToken: InjectionToken<ConnectedGate> = Symbol("NotificationGate");
export const groupReadsToken: InjectionToken<GroupReads> = Symbol("GroupReads");
export const portsToken: InjectionToken<HostPorts> = Symbol("HostPorts");
/** Of all accounts together, also of those that are not open any more. */
export const graphMetricsToken: InjectionToken<GraphMetrics> = Symbol("GraphMetrics");
/** The open accounts by name. Needed where accounts share a sign-in. */
export const accountsToken: InjectionToken<OpenAccounts> = Symbol("accounts");
export const signedInUsersToken: InjectionToken<SignedInUsers> = Symbol("SignedInUsers");

// One per account.
export const signInToken: InjectionToken<AccountSignIn> = Symbol("AccountSignIn");
export const permissionsToken: InjectionToken<AccountPermissions> = Symbol("AccountPermissions");
export const signInMethodsToken: InjectionToken<SignInMethods> = Symbol("SignInMethods");
export const accountEventsToken: InjectionToken<AccountEvents> = Symbol("AccountEvents");
export const gatewayToken: InjectionToken<GraphGateway> = Symbol("GraphGateway");
export const schedulerToken: InjectionToken<Scheduler> = Symbol("Scheduler");
export const runtimeToken: InjectionToken<AccountRuntime> = Symbol("AccountRuntime");
export const handleToken: InjectionToken<AccountHandle> = Symbol("AccountHandle");
