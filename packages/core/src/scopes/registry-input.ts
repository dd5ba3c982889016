/** What the registry reads of a plugin: its data, nothing that runs (but `when`). Every value made by `definePlugin` fits. */
export interface ScopedPlugin {
  readonly id: string;
  readonly title: string;
  readonly scopes: Readonly<Record<string, DeclaredScope>>;
  readonly feeds?: Readonly<Record<string, { readonly scope: ScopeList }>>;
  readonly sensors?: Readonly<Record<string, { readonly scope?: ScopeList; readonly feed?: PropertyKey | undefined }>>;
  readonly services?: Readonly<Record<string, { readonly scope: ScopeList; readonly mayUse?: ScopeList | undefined }>>;
}
export interface DeclaredScope {
  readonly tier: "read" | "update";
  readonly why: string;
  when?(config: any): boolean;
  optIn?(config: any): boolean;
}
/** All of them are needed. */
export type ScopeList = string | readonly string[];

export interface RegistryAccount {
  readonly name: string;
  /** "work", "personal", or a tenant's id or domain, which is work. */
  readonly type: string;
  readonly enableUpdate?: boolean | undefined;
  /** The person signed in without updates; nothing of the update tier is requested until they sign in with them. */
  readonly updatesDeclined?: boolean | undefined;
  readonly sharedMailbox?: string | undefined;
}
export interface RegistryPlugin {
  readonly plugin: ScopedPlugin;
  /** The plugin's own configuration, already validated. */
  readonly config: unknown;
  /** Overrides the account's. */
  readonly enableUpdate?: boolean | undefined;
  /** Default true. */
  readonly enabled?: boolean | undefined;
}
export interface RegistryInput {
  readonly account: RegistryAccount;
  readonly plugins: readonly RegistryPlugin[];
  /** The scopes of the last token answer, as Microsoft spelt them; undefined before the first sign-in. */
  readonly granted: readonly string[] | undefined;
}
