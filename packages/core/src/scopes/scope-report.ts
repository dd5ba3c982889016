import type { ConsentClass } from "./permission-tables.ts";
import type { RequestedSet, SmallerSet } from "./requested-set.ts";

export type ScopeTier = "read" | "update";

/** One plugin's request for one scope. */
export interface ScopeContribution {
  /** As requested. With a shared mailbox, the `.Shared` form. */
  readonly scope: string;
  /** The plugin's id, or "account" for what every sign-in requests. */
  readonly plugin: string;
  readonly tier: ScopeTier;
  readonly why: string;
  /** Who consents to it. With a personal account always `self`. */
  readonly consent: ConsentClass;
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

export type PluginAccess = "off" | "services" | "read" | "update";

export interface PluginReport {
  readonly plugin: string;
  readonly title: string;
  /** `update` when at least one of its update scopes is allowed; `services` when only services work, because a read scope is missing. */
  readonly access: PluginAccess;
  /** Requested scopes that are not allowed. */
  readonly missing: readonly string[];
  /** Those of `missing` that the sign-in left out. They are requested again at every renewal until they are approved. */
  readonly waiting: readonly string[];
  /** Why the plugin has less access than its configuration asks for. Undefined when it has all of it. */
  readonly reason: string | undefined;
  /** The read scopes that discovery, feeds and sensors may use. Every plugin may use `User.Read`. */
  readonly readScopes: readonly string[];
  readonly feeds: Readonly<Record<string, PartAvailability>>;
  readonly sensors: Readonly<Record<string, PartAvailability>>;
  readonly services: Readonly<Record<string, PartAvailability>>;
}

/** What a user of a work account can start with where Microsoft manages consent, which is the default of a tenant. */
export interface ConsentForecast {
  /** Ids of plugins that can read without an administrator. */
  readonly ready: readonly string[];
  /** Services that work without an administrator although their plugin cannot read: plugin → names. */
  readonly services: Readonly<Record<string, readonly string[]>>;
  /** Ids of plugins for which an administrator must approve something. */
  readonly waiting: readonly string[];
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
  /** What a sign-in requests with each set. */
  readonly signIn: Readonly<Record<RequestedSet, readonly string[]>>;
  /** What to offer when not all of it is approved. */
  readonly smallerSets: readonly SmallerSet[];
  /** What works without an administrator. Undefined for a personal account, which has none. */
  readonly forecast: ConsentForecast | undefined;
}
