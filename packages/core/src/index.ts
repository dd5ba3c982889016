export { type ChosenInstances, chooseInstances, type InstanceChoice } from "./choose-instances.ts";
export { type Clock, systemClock } from "./clock.ts";
export type {
  Agenda,
  AgendaDays,
  AgendaReading,
  AgendaSearch,
  CalendarAlarm,
  CalendarAttendee,
  CalendarComponent,
  CalendarPerson,
  CalendarResource,
  CalendarSpan,
  CalendarTime,
} from "./contract/agenda.ts";
export type { AgendaCall, AgendaPlan, AgendaRefusal, AgendaWrite, AgendaWrites } from "./contract/agenda-writes.ts";
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
  ApartTask,
  CallContext,
  DeltaOptions,
  DeltaPage,
  FeedPage,
  FileAccess,
  FileHandle,
  Graph,
  GraphOptions,
  Logger,
  ServiceContext,
} from "./contract/context.ts";
export { type PluginDefinition, type ServiceDefinition, scopesOf } from "./contract/definition.ts";
export { definitionOf } from "./contract/definition-of.ts";
export type { ForMany } from "./contract/for-many.ts";
export { issueRuleOf } from "./contract/issue-rule.ts";
export {
  type CallPreview,
  definePlugin,
  type Feed,
  type FeedSensor,
  type ItemUse,
  type MessagePresentation,
  type Plugin,
  type PluginTypes,
  type ReadSensor,
  type Scope,
  type Service,
  service,
} from "./contract/plugin.ts";
export type { ItemPresentation, Presentation } from "./contract/presentation.ts";
export type { FieldNotes, InputOf, OutputOf, Schema, SchemasByName } from "./contract/schema.ts";
export { type FieldText, type ServiceText, serviceTexts } from "./contract/service-texts.ts";
export { attributeTexts, joinTexts, type SettingText, type SettingTexts, settingTexts } from "./contract/setting-texts.ts";
export type { ChangeSubscription, SubscribeQuery } from "./contract/subscription.ts";
export { type TranslatedTexts, translatedText } from "./contract/translated-text.ts";
export { checkValue, jsonSchema, parseValue, textOfIssues } from "./contract/validate.ts";
export { type Duration, dayMs, parseDuration, shortestIntervalMs } from "./duration.ts";
export { CasementError } from "./errors/casement-error.ts";
export { type ErrorCode, type ErrorKind, errorCodes } from "./errors/error-codes.ts";
export { hasNoMailbox, noMailboxCode } from "./errors/has-no-mailbox.ts";
export { invalidInput } from "./errors/invalid-input.ts";
export { createIssue, type ValidationIssue } from "./errors/validation-issue.ts";
export { machineTimeZone } from "./machine-time-zone.ts";
export { nearestName } from "./nearest-name.ts";
export { administratorTexts, consentOf } from "./scopes/consent-class.ts";
export { createScopeReport } from "./scopes/create-scope-report.ts";
export { anyImplies, implies, smallestSet } from "./scopes/implies.ts";
export { type AdminConsentOptions, adminConsentUrl } from "./scopes/outputs/admin-consent-url.ts";
export { formatForecast } from "./scopes/outputs/format-forecast.ts";
export { scopesAz } from "./scopes/outputs/scopes-az.ts";
export { type ScopeReportJson, scopesJson } from "./scopes/outputs/scopes-json.ts";
export { scopesManifest } from "./scopes/outputs/scopes-manifest.ts";
export { scopesMarkdown } from "./scopes/outputs/scopes-markdown.ts";
export { scopesTable } from "./scopes/outputs/scopes-table.ts";
export { createPermissionMap, type PermissionMap, type RequestCoverage, type RequestPermissions } from "./scopes/permission-map.ts";
export {
  type AcceptedPermissions,
  type ConsentClass,
  findPermission,
  firstPartyOperations,
  type GraphOperation,
  type GraphPermission,
} from "./scopes/permission-tables.ts";
export type { RegistryAccount, RegistryInput, RegistryPlugin, ScopedPlugin } from "./scopes/registry-input.ts";
export { buildConsentRequest } from "./scopes/request/build-consent-request.ts";
export type { ConsentRequest } from "./scopes/request/consent-request.ts";
export { readPastedClientId, readPastedTenant } from "./scopes/request/pasted-ids.ts";
export { type AppRegistrationPlan, azRegistration } from "./scopes/request/registration-commands.ts";
export { parseRegistrationLine, type RegisteredApp } from "./scopes/request/registration-line.ts";
export { type RequestFormat, renderRequest } from "./scopes/request/render-request.ts";
export type { RequestBlock } from "./scopes/request/request-block.ts";
export { type RequestedSet, requestedSets, type SmallerSet, smallerSetsOf } from "./scopes/requested-set.ts";
export { graphResourceId, scopeName, tokenScopes } from "./scopes/scope-name.ts";
export type {
  ConsentForecast,
  PartAvailability,
  PluginAccess,
  PluginReport,
  ScopeContribution,
  ScopeProblem,
  ScopeReport,
  ScopeTier,
} from "./scopes/scope-report.ts";
export { sharedForm } from "./scopes/shared-form.ts";
export { suggestName } from "./suggest-name.ts";
export { toWellFormed } from "./to-well-formed.ts";
export { cutText, truncateText, truncateToBytes } from "./truncate-text.ts";
