export type { RefusedAgentCall } from "./account/refused-agent-call.ts";
export type { SwitchedOffWebhook } from "./account/switched-off-webhook.ts";
export type {
  Collection,
  CollectionAccess,
  CollectionEvent,
  CollectionSummary,
  ExpectedEtag,
  ResourceChange,
  ResourceHead,
  ResourceWrite,
  WriteOutcome,
  WriteRefusal,
} from "./agenda/collection.ts";
export { isExpected } from "./agenda/is-expected.ts";
export type {
  AccountChange,
  AccountHandle,
  AccountOptions,
  AccountProblem,
  AccountState,
  AccountStatus,
  AccountWarning,
  CallbackSignIn,
  CallOptions,
  Cloud,
  ClusterMetrics,
  ClusterWorker,
  DefinedAccount,
  DeviceCodeSignIn,
  EventJournal,
  EventPage,
  EventQuery,
  EventsOf,
  FailedCall,
  GraphCost,
  GraphMetricsSnapshot,
  Host,
  HostMetrics,
  HostOptions,
  HostProblem,
  JournalEvent,
  KeptState,
  PathsByName,
  PluginInfo,
  PluginOptions,
  PluginStatus,
  PluginsOf,
  PreviewedCall,
  SealedState,
  SensorSnapshot,
  SensorSummary,
  ServiceInfo,
  ServicesOf,
  SignIn,
  SignInOptions,
  SignInResult,
  StateChange,
  Transport,
  TypesOf,
  ValuesOf,
} from "./api.ts";
export { createEventLoopQueue, type WaitInQueue } from "./async/event-loop-queue.ts";
export type { AuditEntry } from "./audit/audit-entry.ts";
export type { AuditLog, NewAuditEntry } from "./audit/audit-log.ts";
export type { ClientCertificate } from "./auth/client-certificate.ts";
export { type ExpiringCredential, expiringCredentialOf, type SecretWarning, secretWarningOf } from "./auth/client-secret.ts";
export { inspectSignIn, type SignInInspection } from "./auth/inspect-sign-in.ts";
export { accountOfRedirect } from "./auth/redirect-response.ts";
export { addressBelow } from "./config/address-below.ts";
export { createHost } from "./create-host.ts";
export { createTransport } from "./create-transport.ts";
export { defineAccount } from "./define-account.ts";
export { jsonFaultOf } from "./json/json-fault.ts";
export { withoutPaths } from "./json/private-paths.ts";
export { createPrivateTexts, type PrivateTexts } from "./json/private-texts.ts";
export { createConsoleLogger } from "./logging/console-logger.ts";
export { createRecentLog, type LogEntry, type RecentLog } from "./logging/recent-log.ts";
export type { WorkerFigures } from "./metrics-types.ts";
export { faultOf } from "./plugins/fault-of.ts";
export { createPatternMatcher } from "./sensors/pattern-matcher.ts";
export { selectSensors } from "./sensors/select-sensors.ts";
export { type SensorJson, toSensorJson } from "./sensors/sensor-json.ts";
export type { SensorQuery } from "./sensors/sensor-query.ts";
export {
  type AddressLookup,
  type AddressRule,
  checkAddresses,
  createCheckedLookup,
  literalAddressOf,
  RefusedAddress,
} from "./services/checked-lookup.ts";
export { checkFields } from "./services/parse-input.ts";
export { isPrivateAddress } from "./services/private-address.ts";
export { MissingResponse, receiveResponse } from "./services/receive-response.ts";
export { withoutAliases } from "./services/resolve-aliases.ts";
export { createUploadedFiles, type UploadedFiles } from "./services/uploaded-files.ts";
export { type RunFile, readRunFile } from "./store/data-folder-lock.ts";
export { type ChangeNotification, type EqualNotifications, readNotifications } from "./subscriptions/change-notification.ts";
export type { ConnectedReceiver, NotificationCounts, NotificationGate, NotificationReceiver } from "./subscriptions/notification-gate.ts";
export { type DurationHistogram, type NotificationMetrics, sumNotificationMetrics } from "./subscriptions/notification-measures.ts";
export type { LivenessCode, SensorLiveness, TaskLiveness } from "./subscriptions/sensor-liveness.ts";
