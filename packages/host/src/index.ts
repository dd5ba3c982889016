export type {
  AccountHandle,
  AccountOptions,
  AccountState,
  AccountStatus,
  CallbackSignIn,
  CallOptions,
  Cloud,
  DefinedAccount,
  DeviceCodeSignIn,
  EventJournal,
  EventsOf,
  GraphCost,
  GraphMetricsSnapshot,
  Host,
  HostMetrics,
  HostOptions,
  JournalEvent,
  PathsByName,
  PluginInfo,
  PluginOptions,
  PluginStatus,
  PluginsOf,
  SensorSnapshot,
  ServiceInfo,
  ServicesOf,
  SignIn,
  SignInOptions,
  SignInResult,
  Transport,
  TypesOf,
  ValuesOf,
} from "./api.ts";
export { type SecretWarning, secretWarningOf } from "./auth/client-secret.ts";
export { inspectSignIn, type SignInInspection } from "./auth/inspect-sign-in.ts";
export { createHost } from "./create-host.ts";
export { defineAccount } from "./define-account.ts";
export { jsonFaultOf } from "./json/json-fault.ts";
export { withoutPaths } from "./json/private-paths.ts";
export { createConsoleLogger } from "./lifecycle/console-logger.ts";
export { faultOf } from "./plugins/fault-of.ts";
export { withoutAliases } from "./services/resolve-aliases.ts";
export { type RunFile, readRunFile } from "./store/data-folder-lock.ts";
