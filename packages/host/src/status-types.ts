import type { ErrorCode, PluginAccess, RequestedSet } from "@casement/core";
import type { Workload } from "./graph/index.ts";

export type AccountState = "signed-out" | "signed-in" | "sign-in-required";

export interface AccountStatus {
  readonly name: string;
  readonly state: AccountState;
  readonly type: "work" | "personal";
  /** Set once signed in. */
  readonly username?: string;
  /** What is wrong and what to do, in plain words. `code`: see "What is wrong" in `docs/sign-in.md`. */
  readonly problem?: AccountProblem;
  /** IANA time zone of the account: the configured one, or the machine's. */
  readonly timeZone: string;
  /** What the latest sign-in requested. What it left out waits for approval; see the plugins. */
  readonly requestedSet: RequestedSet;
  readonly plugins: readonly PluginStatus[];
  /** Sensors that are out of date although the account is signed in. Their first reads have a minute. */
  readonly staleSensors: number;
  /** Graph workload → ISO 8601 time until which Graph throttles it. */
  readonly throttledUntil: Readonly<Partial<Record<Workload, string>>>;
  /** For example, that the client secret expires soon. */
  readonly warnings: readonly AccountWarning[];
}

export interface AccountProblem {
  readonly code: string;
  readonly message: string;
  readonly cure: string;
  /** Facts in the texts, for programs with texts of their own. `reason`: which of the texts of the code it is. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What will go wrong, or is not as good as it can be. With what to do. */
export interface AccountWarning {
  /** See "What is wrong" in `docs/sign-in.md`. */
  readonly code:
    | "secret-expires"
    | "secret-expired"
    | "certificate-expires"
    | "certificate-expired"
    | "receiver-failed"
    | "subscription-failed"
    | "same-user";
  readonly message: string;
  /** Facts in the text, for programs with texts of their own. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface PluginStatus {
  readonly id: string;
  readonly title: string;
  readonly access: PluginAccess;
  /** Set while permissions that the sign-in left out are not approved. The plugin does what `access` says. */
  readonly state?: "waiting-for-approval";
  readonly missing: readonly string[];
  /** Why access is off or limited, in plain words. */
  readonly reason?: string;
  /** Items read so far by feeds on their first full read. */
  readonly syncing?: { readonly items: number };
  readonly error?: string;
  /** The code of the error and its facts, for programs with texts of their own. */
  readonly errorCode?: ErrorCode;
  readonly errorDetails?: Readonly<Record<string, unknown>>;
  /** The plugin failed to start and does not work until the hub restarts. */
  readonly failed?: true;
  /** The plugin failed to start, or a list of its sensors has not been read since the start: a missing sensor may still appear. */
  readonly incomplete?: true;
}
