export { type Clock, systemClock } from "./clock.ts";
export type {
  ChangeOrigin,
  DueQuery,
  FeedChange,
  KeyedInstance,
  RaisedEvent,
  ReadCall,
  SensorInstance,
  SensorInstances,
  ServiceCall,
  SyncCall,
  ValueChange,
  ViewCall,
} from "./contract/calls.ts";
export type {
  Account,
  CallContext,
  FeedPage,
  FileAccess,
  FileHandle,
  Graph,
  GraphOptions,
  Logger,
  ServiceContext,
} from "./contract/context.ts";
export { definitionOf, type PluginDefinition, type ServiceDefinition, scopesOf } from "./contract/definition.ts";
export {
  definePlugin,
  type Feed,
  type FeedSensor,
  type ItemPresentation,
  type ItemUse,
  type Plugin,
  type PluginTypes,
  type Presentation,
  type ReadSensor,
  type Scope,
  type Service,
  service,
} from "./contract/plugin.ts";
export type { FieldNotes, InputOf, OutputOf, Schema, SchemasByName } from "./contract/schema.ts";
export { type FieldText, type ServiceText, serviceTexts } from "./contract/service-texts.ts";
export { type TranslatedTexts, translatedText } from "./contract/translated-text.ts";
export { checkValue, jsonSchema, parseValue, textOfIssues, type ValidationIssue } from "./contract/validate.ts";
export { type Duration, parseDuration, shortestIntervalMs } from "./duration.ts";
export { CasementError } from "./errors/casement-error.ts";
export { type ErrorCode, type ErrorKind, errorCodes } from "./errors/error-codes.ts";
export { invalidInput } from "./errors/invalid-input.ts";
export { nearestName } from "./nearest-name.ts";
export { createScopeReport } from "./scopes/create-scope-report.ts";
export { anyImplies, implies, smallestSet } from "./scopes/implies.ts";
export { type AdminConsentOptions, adminConsentUrl } from "./scopes/outputs/admin-consent-url.ts";
export { scopesAz } from "./scopes/outputs/scopes-az.ts";
export { type ScopeReportJson, scopesJson } from "./scopes/outputs/scopes-json.ts";
export { scopesManifest } from "./scopes/outputs/scopes-manifest.ts";
export { scopesMarkdown } from "./scopes/outputs/scopes-markdown.ts";
export { scopesTable } from "./scopes/outputs/scopes-table.ts";
export { createPermissionMap, type PermissionMap, type RequestCoverage, type RequestPermissions } from "./scopes/permission-map.ts";
export {
  type AcceptedPermissions,
  findPermission,
  firstPartyOperations,
  type GraphOperation,
  type GraphPermission,
} from "./scopes/permission-tables.ts";
export type { RegistryAccount, RegistryInput, RegistryPlugin, ScopedPlugin } from "./scopes/registry-input.ts";
export { graphResourceId, scopeName, tokenScopes } from "./scopes/scope-name.ts";
export type { PartAvailability, PluginReport, ScopeContribution, ScopeProblem, ScopeReport, ScopeTier } from "./scopes/scope-report.ts";
export { sharedForm } from "./scopes/shared-form.ts";
