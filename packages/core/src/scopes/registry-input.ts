import type { RequestedSet } from "./requested-set.ts";

/** The part of a plugin that the scope report reads. Every `PluginDefinition` fits. The only functions that it calls are `when` and `optIn`. */
export interface ScopedPlugin {
  readonly id: string;
  readonly title: string;
  readonly scopes: Readonly<Record<string, DeclaredScope>>;
  readonly feeds?: Readonly<Record<string, { readonly scope: ScopeList }>>;
  readonly sensors?: Readonly<Record<string, { readonly scope?: ScopeList; readonly feed?: PropertyKey | undefined }>>;
  readonly services?: Readonly<Record<string, ScopedService>>;
}
interface ScopedService {
  readonly scope: ScopeList;
  readonly mayUse?: ScopeList | undefined;
}
export interface DeclaredScope {
  readonly tier: "read" | "update";
  readonly why: string;
  when?(config: any): boolean;
  optIn?(config: any): boolean;
}
/** One scope, or several that are all needed. */
export type ScopeList = string | readonly string[];

export interface RegistryAccount {
  readonly name: string;
  /** "work", "personal", or the id or domain of a tenant, which counts as work. */
  readonly type: string;
  readonly enableUpdate?: boolean | undefined;
  /** What the latest sign-in requested. Default: `all`. */
  readonly requestedSet?: RequestedSet | undefined;
  readonly sharedMailbox?: string | undefined;
}
export interface RegistryPlugin {
  readonly plugin: ScopedPlugin;
  /** The plugin's validated configuration. */
  readonly config: unknown;
  /** Overrides the account's `enableUpdate`. */
  readonly enableUpdate?: boolean | undefined;
  /** Default: true. */
  readonly enabled?: boolean | undefined;
}
export interface RegistryInput {
  readonly account: RegistryAccount;
  readonly plugins: readonly RegistryPlugin[];
  /** The scopes of the latest token response, as Microsoft spells them. Undefined before the first sign-in. */
  readonly granted: readonly string[] | undefined;
}
