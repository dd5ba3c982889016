export type ScopeTier = "read" | "update";

/** One plugin's request for one scope. */
export interface ScopeContribution {
  /** As requested. With a shared mailbox, the `.Shared` form. */
  readonly scope: string;
  /** The plugin's id, or "account" for what every sign-in requests. */
  readonly plugin: string;
  readonly tier: ScopeTier;
  readonly why: string;
  /** Whether it is requested under its own name. False when a wider scope of the same tier is requested instead: see `through`. */
  readonly requested: boolean;
  /** Whether it is allowed, directly or by a wider scope. Null before the first sign-in. */
  readonly granted: boolean | null;
  /** The wider scope that is requested instead. */
  readonly through: string | undefined;
  /** Why it is not requested. Undefined when it is, or when `through` is. */
  readonly withheld: string | undefined;
}

/** Whether a feed, sensor or service can be used. */
export interface PartAvailability {
  readonly offered: boolean;
  /** Why it is not offered. Undefined when it is. */
  readonly reason: string | undefined;
  /** The scopes that it may use in addition to the plugin's read scopes. */
  readonly scopes: readonly string[];
}

export interface PluginReport {
  readonly plugin: string;
  readonly title: string;
  /** `update` when at least one of its update scopes is allowed. */
  readonly access: "off" | "read" | "update";
  /** Requested scopes that are not allowed. */
  readonly missing: readonly string[];
  /** Why the plugin has less access than its configuration asks for. Undefined when it has all of it. */
  readonly reason: string | undefined;
  /** The read scopes that discovery, feeds and sensors may use. Every plugin may use `User.Read`. */
  readonly readScopes: readonly string[];
  readonly feeds: Readonly<Record<string, PartAvailability>>;
  readonly sensors: Readonly<Record<string, PartAvailability>>;
  readonly services: Readonly<Record<string, PartAvailability>>;
}

/** A mistake in the configuration or in a plugin. */
export interface ScopeProblem {
  readonly code: "needs-work-account" | "no-shared-form" | "unknown-permission" | "plugin-failed";
  readonly plugin: string;
  readonly scope: string;
  /** What is wrong and what to do. */
  readonly message: string;
}

/** The scopes of one account: who requests them, what was granted, and what this means for each plugin. */
export interface ScopeReport {
  readonly account: string;
  readonly accountType: "work" | "personal";
  readonly requested: readonly string[];
  readonly granted: readonly string[] | null;
  /** Requested and granted. Empty before the first sign-in. Silent token requests ask for these scopes. */
  readonly allowed: readonly string[];
  readonly contributions: readonly ScopeContribution[];
  readonly plugins: readonly PluginReport[];
  readonly problems: readonly ScopeProblem[];
  /** What a sign-in requests: everything in the configuration, or only read scopes (after a canceled or blocked consent). */
  readonly signIn: { readonly full: readonly string[]; readonly withoutUpdates: readonly string[] };
}
