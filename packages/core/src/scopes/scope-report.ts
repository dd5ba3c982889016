export type ScopeTier = "read" | "update";

/** One plugin's wish for one permission. */
export interface ScopeContribution {
  /** As requested: with a shared mailbox its `.Shared` form. */
  readonly scope: string;
  /** Plugin id, or "account" for what every sign-in needs. */
  readonly plugin: string;
  readonly tier: ScopeTier;
  readonly why: string;
  /** In the request under its own name. False also where a wider permission of the same tier stands for it: see `through`. */
  readonly requested: boolean;
  /** Allowed, by itself or by a wider allowed permission; null before the first sign-in. */
  readonly granted: boolean | null;
  /** The wider requested permission that stands for this one. */
  readonly through: string | undefined;
  /** Why it is not requested at all. */
  readonly withheld: string | undefined;
}

/** Whether a feed, sensor or service can be used. */
export interface PartAvailability {
  readonly offered: boolean;
  /** Why not; undefined when offered. */
  readonly reason: string | undefined;
  /** The plugin's own permissions that it may use beside the plugin's read permissions. */
  readonly scopes: readonly string[];
}

export interface PluginReport {
  readonly plugin: string;
  readonly title: string;
  /** `update`: at least one of its update permissions is allowed; what is missing is in `missing`. */
  readonly access: "off" | "read" | "update";
  /** Requested permissions that are not allowed. */
  readonly missing: readonly string[];
  /** Why access is not all that the configuration asks for; undefined when it is. */
  readonly reason: string | undefined;
  /** The read permissions that discovery, feeds and sensors may use (the fence); `User.Read` counts for every plugin. */
  readonly readScopes: readonly string[];
  readonly feeds: Readonly<Record<string, PartAvailability>>;
  readonly sensors: Readonly<Record<string, PartAvailability>>;
  readonly services: Readonly<Record<string, PartAvailability>>;
}

/** A mistake in configuration or plugin, for the config layer to put a line number on. */
export interface ScopeProblem {
  readonly code: "needs-work-account" | "no-shared-form" | "unknown-permission" | "plugin-failed";
  readonly plugin: string;
  readonly scope: string;
  /** What is wrong and what to do. */
  readonly message: string;
}

/** Who asks one account for which permission, what was granted, and what follows. */
export interface ScopeReport {
  readonly account: string;
  readonly accountType: "work" | "personal";
  readonly requested: readonly string[];
  readonly granted: readonly string[] | null;
  /** Requested and granted; empty before the first sign-in. Also what silent token requests ask for. */
  readonly allowed: readonly string[];
  readonly contributions: readonly ScopeContribution[];
  readonly plugins: readonly PluginReport[];
  readonly problems: readonly ScopeProblem[];
  /** What a sign-in asks for: everything configured, or reading only (after a cancelled or blocked consent). */
  readonly signIn: { readonly full: readonly string[]; readonly withoutUpdates: readonly string[] };
}
