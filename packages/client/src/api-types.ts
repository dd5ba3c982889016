// The schemas of the hub's OpenAPI document, of what programs use. A test compares them (tooling/dashboard-types).

/** The account's sign-in, its plugins and what is wrong. */
export interface HubAccount {
  readonly name: string;
  readonly state: "signed-out" | "signed-in" | "sign-in-required";
  readonly type: "work" | "personal";
  readonly username?: string;
  readonly problem?: { readonly code: string; readonly message: string; readonly cure: string };
  /** IANA: `Europe/Berlin`. */
  readonly timeZone: string;
  readonly requestedSet: "all" | "read" | "self";
  readonly plugins: AccountPlugin[];
  readonly staleSensors: number;
  /** By workload: the time until which Microsoft refuses requests. */
  readonly throttledUntil: Record<string, string>;
  readonly warnings: string[];
}

/** A plugin of an account. */
export interface AccountPlugin {
  readonly id: string;
  readonly title: string;
  readonly access: "off" | "services" | "read" | "update";
  readonly state?: "waiting-for-approval";
  readonly missing: string[];
  readonly reason?: string;
  readonly syncing?: { readonly items: number };
  readonly error?: string;
  readonly failed?: boolean;
  readonly incomplete?: boolean;
}

/** A plugin with the accounts that use it. */
export interface HubPlugin {
  readonly id: string;
  readonly title: string;
  readonly accounts: string[];
  /** Titles by kind of sensor. */
  readonly sensors: Record<string, string>;
  /** Names of events, without the plugin's id. */
  readonly events: string[];
  /** By language, then by path. */
  readonly texts: Record<string, Record<string, string>>;
}

export interface HubSensor {
  /** `account/plugin/sensor`. */
  readonly id: string;
  readonly account: string;
  readonly plugin: string;
  readonly kind: string;
  readonly title: string;
  /** Null until it is known. */
  readonly state: unknown;
  readonly attributes: Record<string, unknown>;
  /** ISO 8601. When the value last changed. */
  readonly updatedAt: string | null;
  readonly stale: boolean;
  readonly error: string | null;
  /** No longer in Microsoft 365. */
  readonly gone: boolean;
  readonly present: Record<string, unknown> | null;
  /**
   * How its changes arrive, where the hub receives notifications. `live`: Microsoft reports them; `polled`: it does not; `waiting`: it could, but
   * the subscription is not there.
   */
  readonly liveness?: "live" | "polled" | "waiting";
  /** Why it is not live. */
  readonly livenessReason?: string;
}

export interface HubService {
  /** `plugin/name`. */
  readonly id: string;
  readonly account: string;
  readonly title: string;
  readonly offered: boolean;
  /** Why it is not offered. */
  readonly reason?: string;
  readonly summary: string;
  readonly effect: "read" | "add" | "change" | "remove";
  readonly repeatable: boolean;
  readonly reachesOthers: "never" | "sometimes" | "always";
  readonly item?: Record<string, unknown>;
  readonly target?: string;
  readonly notify?: string;
  readonly scopes: string[];
  /** JSON Schema, as is `output`. */
  readonly input: Record<string, unknown>;
  readonly output: Record<string, unknown>;
}

export interface HubEvent {
  /** Digits. Resume after it with `follow({ after })`. */
  readonly id: string;
  readonly account: string;
  /** `plugin/name`, or `account/name`. */
  readonly type: string;
  /** ISO 8601. */
  readonly at: string;
  readonly payload: unknown;
}

/** Problem details (RFC 9457). */
export interface HubProblem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  /** One for each field of the input that is wrong. `pointer` is a JSON Pointer, as a URI fragment. */
  readonly errors?: FieldProblem[];
  readonly details?: Record<string, unknown>;
}

export interface FieldProblem {
  readonly detail: string;
  readonly pointer: string;
  /** The keyword of JSON Schema that is not met: `maximum`. Absent where the plugin checks more than its schema. */
  readonly rule?: string;
  /** What the keyword demands: `10`. */
  readonly limit?: string;
}
