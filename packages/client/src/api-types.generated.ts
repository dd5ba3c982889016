// Generated from the hub's OpenAPI document by `npx pnpm@12 generate`. Do not edit.

export interface HubAccount {
  readonly name: string;
  readonly state: "signed-out" | "signed-in" | "sign-in-required";
  readonly type: "work" | "personal";
  readonly username?: string;
  readonly problem?: {
    readonly code: string;
    readonly message: string;
    readonly cure: string;
    readonly details?: Record<string, unknown>;
  };
  /** IANA time zone, `Europe/Berlin`: the configured one, or that of the hub. */
  readonly timeZone: string;
  /** What a sign-in requests: everything, only read permissions, or only what the user can approve. The rest waits for approval. */
  readonly requestedSet: "all" | "read" | "self";
  readonly plugins: AccountPlugin[];
  readonly staleSensors: number;
  readonly throttledUntil: Record<string, string>;
  readonly warnings: ({
    readonly code: string;
    readonly message: string;
    readonly details?: Record<string, unknown>;
  })[];
}

export interface HubPlugin {
  readonly id: string;
  readonly title: string;
  /** The accounts that use the plugin. */
  readonly accounts: string[];
  /** Sensor kinds with their default titles. A sensor with a different title was named by a person. */
  readonly sensors: Record<string, string>;
  /** Event names without the plugin's ID. */
  readonly events: string[];
  /** Texts by language tag, then by path: `title`, `sensors.<kind>.title`, `sensors.<kind>.states.<state>`, `sensors.<kind>.unit`, `sensors.<kind>.unitOfOne`, `attributes.<name>`, `services.<name>.title`, `events.<name>.title`, `scopes.<name>.why`. */
  readonly texts: Record<string, Record<string, string>>;
}

export interface SensorPresentation {
  readonly kind: "binary" | "number" | "timestamp" | "enum" | "text";
  /** Material Design Icons: `mdi:calendar`. */
  readonly icon?: string;
  readonly unit?: string;
  /** The states of an `enum`. */
  readonly options?: string[];
  /** Home Assistant's device class. */
  readonly deviceClass?: string;
  /** The attribute that holds a CSS color. */
  readonly color?: string;
  /** Attributes whose texts say more about the state. */
  readonly details?: string[];
  /** The attribute that is false where items cannot be added or changed. */
  readonly editable?: string;
  /** The list of items that the sensor has, and names of properties of an item. */
  readonly items?: {
    /** The attribute of the sensor that holds the list of items. */
    readonly attribute: string;
    readonly as: "events" | "tasks" | "messages" | "list";
    readonly title: string;
    /** The attribute of the sensor that is true if there are more items than it lists. */
    readonly truncated?: string;
    /** The attribute of the sensor with the number of days, beginning with today, that the list covers. */
    readonly days?: string;
    /** Default: `id`. */
    readonly id?: string;
    readonly start?: string;
    readonly end?: string;
    readonly location?: string;
    readonly canceled?: string;
    readonly series?: string;
    readonly attendees?: string;
    readonly conversation?: string;
    readonly read?: string;
    readonly from?: string;
    readonly text?: string;
    readonly done?: string;
    readonly link?: string;
  };
  /** The services that switch it, or that select its state. */
  readonly control?: {
    readonly on: string;
    readonly off: string;
    /** Default: the sensor's title. */
    readonly title?: string;
  } | {
    readonly select: string;
    readonly field: string;
    /** Default: the sensor's title. */
    readonly title?: string;
  };
}

export interface HubSensor {
  /** account/plugin/sensor */
  readonly id: string;
  readonly account: string;
  readonly plugin: string;
  readonly kind: string;
  readonly title: string;
  /** Null until the state is known. */
  readonly state: unknown;
  readonly attributes: Record<string, unknown>;
  readonly updatedAt: string | null;
  readonly stale: boolean;
  readonly error: string | null;
  /** Of `error`, if it is one: a code of docs/errors.md. */
  readonly errorCode?: string;
  /** Of `error`, if it is not an error: `first-read`, it is being read for the first time; `reading`, it is being read again; `overdue`, the last complete read was too long ago. `errorDetails.lastReadAt` says when. */
  readonly errorReason?: "first-read" | "reading" | "overdue";
  /** Facts of the error, as in problem details. */
  readonly errorDetails?: Record<string, unknown>;
  /** Whether it no longer exists in Microsoft 365. Such a sensor is kept for 30 days. */
  readonly gone: boolean;
  /** How surfaces show it. */
  readonly present: SensorPresentation | null;
  /** How its changes arrive: `live`, Microsoft reports them; `polled`, it does not; `waiting`, it could, but the subscription is not there. Only where the hub receives notifications. */
  readonly liveness?: "live" | "polled" | "waiting";
  /** Why it is not live. */
  readonly livenessReason?: string;
  /** The reason for programs: Microsoft does not report its changes; only with the permission `livenessDetails.scope`; no notifications arrive; the subscription could not be made; it is being made; it is read less often, about every `livenessDetails.minutes`, because the accounts of an organization share a limit. */
  readonly livenessCode?: "not-reported" | "permission-missing" | "receiver-failed" | "subscription-failed" | "subscription-pending" | "shared-limit";
  /** Facts of the reason. */
  readonly livenessDetails?: Record<string, unknown>;
}

/** How the service uses the items of a sensor. */
export interface ItemUse {
  /** A sensor kind, or several. */
  readonly of: string | string[];
  readonly does: "list" | "open" | "download" | "add" | "change" | "complete" | "reopen" | "remove" | "act";
  /** The input field for the item's id, or a list of ids. */
  readonly id?: string;
  /** The input fields for what a surface has at hand. */
  readonly fields?: Record<string, string>;
  /** Only for items with one of these values. */
  readonly only?: Record<string, unknown[]>;
  /** Only for items that have something in each of these properties. */
  readonly has?: string[];
  /** Of `open`: the messages that it returns. Names of properties of a message. */
  readonly shows?: {
    /** The property with the list of messages. Omitted: the result is one message. */
    readonly attribute?: string;
    readonly title?: string;
    readonly from?: string;
    readonly to?: string;
    readonly start?: string;
    readonly text?: string;
    readonly html?: string;
    readonly truncated?: string;
    readonly own?: string;
    readonly attachments?: string;
  };
  /** Further input for `shows`, and of `list` for a whole range. */
  readonly input?: Record<string, unknown>;
}

export interface HubService {
  /** plugin/name */
  readonly id: string;
  readonly account: string;
  readonly title: string;
  readonly offered: boolean;
  readonly reason?: string;
  /** One sentence that says what the service does. */
  readonly summary: string;
  readonly effect: "read" | "add" | "change" | "remove";
  /** Whether the same call again changes nothing more. */
  readonly repeatable: boolean;
  /** Whether other people learn of a call. */
  readonly reachesOthers: "never" | "sometimes" | "always";
  readonly item?: ItemUse;
  readonly target?: string;
  /** The input field that takes a text and needs no other field. */
  readonly notify?: string;
  readonly scopes: string[];
  /** JSON Schema 2020-12, as is `output`. */
  readonly input: Record<string, unknown>;
  readonly output: Record<string, unknown>;
}

export interface HubEvent {
  readonly id: string;
  readonly account: string;
  /** plugin/name or account/name */
  readonly type: string;
  readonly at: string;
  readonly payload: unknown;
}

export interface HubProblem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors?: FieldProblem[];
  readonly details?: Record<string, unknown>;
}

export interface AccountPlugin {
  readonly id: string;
  readonly title: string;
  /** `services`: only services work, because a permission to read is missing. */
  readonly access: "off" | "services" | "read" | "update";
  readonly state?: "waiting-for-approval";
  readonly missing: string[];
  readonly reason?: string;
  readonly syncing?: {
    readonly items: number;
  };
  readonly error?: string;
  readonly errorCode?: string;
  readonly errorDetails?: Record<string, unknown>;
  readonly failed?: boolean;
  readonly incomplete?: boolean;
}

export interface FieldProblem {
  readonly detail: string;
  /** JSON Pointer into the body, as a URI fragment. */
  readonly pointer: string;
  /** The keyword of JSON Schema that is not met, such as `maximum`. Also `after-start`, of an end before its start, and `exists`, of a name that nothing has. */
  readonly rule?: string;
  /** What the keyword demands: `10`. */
  readonly limit?: string;
}
