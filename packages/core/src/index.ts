export { type Clock, systemClock } from "./clock.ts";
export type { Account, CallContext, FileHandle, Files, Graph, GraphOptions, Logger, Page, ServiceContext } from "./context.ts";
export { definitionOf, type PluginDefinition, scopesOf } from "./definition.ts";
export { CasementError } from "./error.ts";
export { type ErrorCode, type ErrorKind, errorCodes } from "./error-codes.ts";
export { nearest } from "./nearest.ts";
export {
  type Duration,
  definePlugin,
  type Feed,
  type FeedSensor,
  type In,
  type Instance,
  type Instances,
  type Origin,
  type Out,
  type Plugin,
  type Presentation,
  type Raised,
  type ReadSensor,
  type Schema,
  type Schemas,
  type Scope,
  type Service,
} from "./plugin.ts";
export { type CallPermissions, type Coverage, covers, extendPermissionMap, leastPermissions } from "./scopes/covers.ts";
export { allows, implies, smallestSet } from "./scopes/implies.ts";
export { type AdminConsentOptions, adminConsentUrl } from "./scopes/outputs/admin-consent-url.ts";
export { scopesAz } from "./scopes/outputs/az.ts";
export { type ScopeReportJson, scopesJson } from "./scopes/outputs/json.ts";
export { scopesManifest } from "./scopes/outputs/manifest.ts";
export { scopesMarkdown } from "./scopes/outputs/markdown.ts";
export { scopesTable } from "./scopes/outputs/table.ts";
export { type Access, type Operation, operationList, type Permission, permission } from "./scopes/permission-map.ts";
export { scopeReport } from "./scopes/registry.ts";
export type { RegistryAccount, RegistryInput, RegistryPlugin, ScopedPlugin } from "./scopes/registry-input.ts";
export { graphResourceId, scopeName, tokenScopes } from "./scopes/scope-name.ts";
export type { Contribution, Offer, PluginReport, ScopeProblem, ScopeReport, Tier } from "./scopes/scope-report.ts";
export { sharedForm } from "./scopes/shared-form.ts";
export { type Texts, textIn } from "./text-in.ts";
export { check, type Issue, jsonSchema, parse } from "./validate.ts";
