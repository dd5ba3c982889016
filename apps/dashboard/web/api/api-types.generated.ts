// Generated from the hub's OpenAPI document by `npx pnpm@12 generate`. Do not edit.
import type { JsonObject, JsonSchema, JsonValue } from "./api-types.ts";

export interface ProblemDetails {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  errors?: FieldError[];
  details?: JsonObject;
}

export interface Account {
  name: string;
  state: "signed-out" | "signed-in" | "sign-in-required";
  type: "work" | "personal";
  username?: string;
  problem?: {
    code: string;
    message: string;
    cure: string;
    details?: JsonObject;
  };
  /** IANA time zone, `Europe/Berlin`: the configured one, or that of the hub. */
  timeZone: string;
  /** What a sign-in requests: everything, only read permissions, or only what the user can approve. The rest waits for approval. */
  requestedSet: RequestedSet;
  plugins: PluginStatus[];
  staleSensors: number;
  throttledUntil: Record<string, string>;
  warnings: ({
    code: string;
    message: string;
    details?: JsonObject;
  })[];
}

export interface PendingSignIn {
  method: SignInMethod;
  /** What a sign-in requests: everything, only read permissions, or only what the user can approve. The rest waits for approval. */
  requestedSet: RequestedSet;
  /** The address to open in a browser. */
  url: string;
  /** The code to enter at `url`. */
  userCode?: string;
  /** The address at which the browser ends. */
  redirectUri?: string;
  expiresAt: string;
}

export interface SignInOutcome {
  outcome: "signed-in" | "approval-required" | "cancelled" | "failed" | "approved";
  code?: string;
  means?: string;
  cure?: string;
  otherMethod?: "callback" | "device-code";
  username?: string;
  missing?: string[];
  at?: string;
}

export interface ScopeReport {
  account: string;
  accountType: "work" | "personal";
  requested: string[];
  granted: string[] | null;
  allowed: string[];
  contributions: ScopeContribution[];
  plugins: ({
    plugin: string;
    title: string;
    /** `services`: only services work, because a permission to read is missing. */
    access: PluginAccess;
    missing: string[];
    /** Those of `missing` that wait for approval. */
    waiting: string[];
    reason?: string;
  })[];
  problems: ({
    code: string;
    plugin: string;
    scope: string;
    message: string;
  })[];
  signIn: {
    all: string[];
    read: string[];
    self: string[];
  };
  /** What to offer when not all of it is approved. */
  smallerSets: SmallerSet[];
  /** What works without an administrator: plugins, services of other plugins, and the plugins that need one. */
  forecast?: {
    ready: string[];
    services: Record<string, string[]>;
    waiting: string[];
  };
}

export interface PluginInfo {
  id: string;
  title: string;
  /** The accounts that use the plugin. */
  accounts: string[];
  /** Sensor kinds with their default titles. A sensor with a different title was named by a person. */
  sensors: Record<string, string>;
  /** Event names without the plugin's ID. */
  events: string[];
  /** Texts by language tag, then by path: `title`, `sensors.<kind>.title`, `sensors.<kind>.states.<state>`, `sensors.<kind>.unit`, `sensors.<kind>.unitOfOne`, `attributes.<name>`, `services.<name>.title`, `events.<name>.title`, `scopes.<name>.why`. */
  texts: TextsByLanguage;
}

export interface SensorPresentation {
  kind: "binary" | "number" | "timestamp" | "enum" | "text";
  /** Material Design Icons: `mdi:calendar`. */
  icon?: string;
  unit?: string;
  /** The states of an `enum`. */
  options?: string[];
  /** Home Assistant's device class. */
  deviceClass?: string;
  /** The attribute that holds a CSS color. */
  color?: string;
  /** Attributes whose texts say more about the state. */
  details?: string[];
  /** The attribute that is false where items cannot be added or changed. */
  editable?: string;
  /** The list of items that the sensor has, and names of properties of an item. */
  items?: {
    /** The attribute of the sensor that holds the list of items. */
    attribute: string;
    as: "events" | "tasks" | "messages" | "list";
    title: string;
    /** The attribute of the sensor that is true if there are more items than it lists. */
    truncated?: string;
    /** The attribute of the sensor with the number of days, beginning with today, that the list covers. */
    days?: string;
    /** Default: `id`. */
    id?: string;
    start?: string;
    end?: string;
    location?: string;
    canceled?: string;
    series?: string;
    attendees?: string;
    conversation?: string;
    read?: string;
    from?: string;
    text?: string;
    done?: string;
    link?: string;
  };
  /** The services that switch it, or that select its state. */
  control?: {
    on: string;
    off: string;
    /** Default: the sensor's title. */
    title?: string;
  } | {
    select: string;
    field: string;
    /** Default: the sensor's title. */
    title?: string;
  };
}

export interface Sensor {
  /** account/plugin/sensor */
  id: string;
  account: string;
  plugin: string;
  kind: string;
  title: string;
  /** Null until the state is known. */
  state: JsonValue;
  attributes: JsonObject;
  updatedAt: string | null;
  stale: boolean;
  error: string | null;
  /** Of `error`, if it is one: a code of docs/errors.md. */
  errorCode?: string;
  /** Of `error`, if it is not an error: `first-read`, it is being read for the first time; `reading`, it is being read again; `overdue`, the last complete read was too long ago. `errorDetails.lastReadAt` says when. */
  errorReason?: "first-read" | "reading" | "overdue";
  /** Facts of the error, as in problem details. */
  errorDetails?: JsonObject;
  /** Whether it no longer exists in Microsoft 365. Such a sensor is kept for 30 days. */
  gone: boolean;
  /** How surfaces show it. */
  present: SensorPresentation | null;
  /** How its changes arrive: `live`, Microsoft reports them; `polled`, it does not; `waiting`, it could, but the subscription is not there. Only where the hub receives notifications. */
  liveness?: "live" | "polled" | "waiting";
  /** Why it is not live. */
  livenessReason?: string;
  /** The reason for programs: Microsoft does not report its changes; only with the permission `livenessDetails.scope`; no notifications arrive; the subscription could not be made; it is being made; it is read less often, about every `livenessDetails.minutes`, because the accounts of an organization share a limit. */
  livenessCode?: "not-reported" | "permission-missing" | "receiver-failed" | "subscription-failed" | "subscription-pending" | "shared-limit";
  /** Facts of the reason. */
  livenessDetails?: JsonObject;
}

/** How the service uses the items of a sensor. */
export interface ItemUse {
  /** A sensor kind, or several. */
  of: string | string[];
  does: "list" | "open" | "download" | "add" | "change" | "complete" | "reopen" | "remove" | "act";
  /** The input field for the item's id, or a list of ids. */
  id?: string;
  /** The input fields for what a surface has at hand. */
  fields?: Record<string, string>;
  /** Only for items with one of these values. */
  only?: Record<string, JsonValue[]>;
  /** Only for items that have something in each of these properties. */
  has?: string[];
  /** Of `open`: the messages that it returns. Names of properties of a message. */
  shows?: MessagePresentation;
  /** Further input for `shows`, and of `list` for a whole range. */
  input?: JsonObject;
}

export interface Service {
  /** plugin/name */
  id: string;
  account: string;
  title: string;
  offered: boolean;
  reason?: string;
  /** One sentence that says what the service does. */
  summary: string;
  effect: "read" | "add" | "change" | "remove";
  /** Whether the same call again changes nothing more. */
  repeatable: boolean;
  /** Whether other people learn of a call. */
  reachesOthers: "never" | "sometimes" | "always";
  item?: ItemUse;
  target?: string;
  /** The input field that takes a text and needs no other field. */
  notify?: string;
  scopes: string[];
  /** JSON Schema 2020-12, as is `output`. */
  input: JsonSchema;
  output: JsonSchema;
}

export interface HubEvent {
  id: string;
  account: string;
  /** plugin/name or account/name */
  type: string;
  at: string;
  payload: JsonValue;
}

export interface SetupFeature {
  id: string;
  title: string;
  work: boolean;
  personal: boolean;
  scopes: ({
    scope: string;
    tier: "read" | "update";
    why: string;
    /** Who approves it: `self`, the user; `administrator-where-managed`, an administrator where Microsoft manages consent (the default of an organization), otherwise the user; `administrator`, always an administrator. */
    consent: ConsentClass;
  })[];
  /** Texts by language tag, then by path: `title`, `sensors.<kind>.title`, `sensors.<kind>.states.<state>`, `sensors.<kind>.unit`, `sensors.<kind>.unitOfOne`, `attributes.<name>`, `services.<name>.title`, `events.<name>.title`, `scopes.<name>.why`. */
  texts: TextsByLanguage;
}

export interface AuditEntry {
  at: string;
  /** The name of the access. */
  client: string;
  tool: string;
  account?: string;
  /** The kind of what the call was for, or the plugin. */
  target?: string;
  outcome: "begun" | "done" | "asked" | "declined" | "refused" | "failed";
  /** Of the error. */
  code?: string;
}

export interface AccessGrant {
  /** Unique. Ends the access. */
  name: string;
  /** `browser`, `wall`, `program`, or a kind of another surface. */
  kind: string;
  access: AccessLevel;
  /** Omitted: all accounts. */
  accounts?: string[];
  /** Omitted: all sensors. */
  sensors?: string[];
  options?: Record<string, boolean>;
  /** Of an AI agent. */
  limits?: {
    /** Names of tools, with `*` for any text: `calendar_*`. */
    tools?: string[];
    /** Addresses, and domains such as `@example.com`, that mail and invitations may go to. */
    recipients?: string[];
    callsPerHour?: number;
    /** Calls that reach other people. */
    messagesPerHour?: number;
  };
  /** Of a display: the lists whose items it may complete and reopen. */
  mayTick?: string[];
  /** How the browser shows its wall page. */
  wall?: WallSettings;
  /** Of a program that asked for its access by OAuth: where the browser was sent back to. */
  connectedTo?: string;
  createdAt: string;
  /** Omitted: not used yet. */
  usedAt?: string;
  /** For a one-time link that nobody has opened: when it stops working. */
  expiresAt?: string;
  /** Whether the request was sent with this access. */
  current: boolean;
}

export interface BrowserSession {
  access: "full" | "change" | "read";
  /** Of a session, or of the token of a program: `browser`, `wall` or `program`. */
  kind?: string;
  /** With read access: the lists whose items can be completed and reopened. */
  mayTick?: string[];
  /** How the browser shows its wall page. */
  wall?: WallSettings;
}

export interface GrantCredentials {
  address: string;
  userName?: string;
  password?: string;
  /** A file that sets up a program. It contains the secret. */
  profile?: {
    name: string;
    mediaType: string;
    content: string;
  };
  /** The address as a QR code: one string for each row, in which 1 is dark. */
  qrCode?: string[];
}

export interface GrantKind {
  kind: string;
  title: string;
  /** What one grant is for. `sensor`: a sensor, or an account. */
  target: "hub" | "account" | "sensor";
  /** The first one is the default. */
  access: ("full" | "read" | "add" | "change")[];
  /** Labels of switches by name. */
  options: Record<string, string>;
  /** Whether grants can have `mayTick`. */
  canTick?: boolean;
  /** Grants can have several accounts, and limits. */
  isAgent?: true;
  /** Set if none can be added: what to do. */
  unavailable?: string;
}

export interface FieldError {
  detail: string;
  /** JSON Pointer into the body, as a URI fragment. */
  pointer: string;
  /** The keyword of JSON Schema that is not met, such as `maximum`. Also `after-start`, of an end before its start, and `exists`, of a name that nothing has. */
  rule?: string;
  /** What the keyword demands: `10`. */
  limit?: string;
}

export interface PluginStatus {
  id: string;
  title: string;
  /** `services`: only services work, because a permission to read is missing. */
  access: PluginAccess;
  state?: "waiting-for-approval";
  missing: string[];
  reason?: string;
  syncing?: {
    items: number;
  };
  error?: string;
  errorCode?: string;
  errorDetails?: JsonObject;
  failed?: boolean;
  incomplete?: boolean;
}

/** What a sign-in requests: everything, only read permissions, or only what the user can approve. The rest waits for approval. */
export type RequestedSet = "all" | "read" | "self";

/** `services`: only services work, because a permission to read is missing. */
export type PluginAccess = "off" | "services" | "read" | "update";

/** Texts by language tag, then by path: `title`, `sensors.<kind>.title`, `sensors.<kind>.states.<state>`, `sensors.<kind>.unit`, `sensors.<kind>.unitOfOne`, `attributes.<name>`, `services.<name>.title`, `events.<name>.title`, `scopes.<name>.why`. */
export type TextsByLanguage = Record<string, Record<string, string>>;

export type SignInMethod = "device-code" | "callback" | "paste";

export interface ScopeContribution {
  scope: string;
  plugin: string;
  tier: "read" | "update";
  why: string;
  /** Who approves it: `self`, the user; `administrator-where-managed`, an administrator where Microsoft manages consent (the default of an organization), otherwise the user; `administrator`, always an administrator. */
  consent: ConsentClass;
  requested: boolean;
  granted: boolean | null;
  through?: string;
  withheld?: string;
}

/** Who approves it: `self`, the user; `administrator-where-managed`, an administrator where Microsoft manages consent (the default of an organization), otherwise the user; `administrator`, always an administrator. */
export type ConsentClass = "self" | "administrator-where-managed" | "administrator";

export type SmallerSet = "self" | "read";

/** Of `open`: the messages that it returns. Names of properties of a message. */
export interface MessagePresentation {
  /** The property with the list of messages. Omitted: the result is one message. */
  attribute?: string;
  title?: string;
  from?: string;
  to?: string;
  start?: string;
  text?: string;
  html?: string;
  truncated?: string;
  own?: string;
  attachments?: string;
}

export type AccessLevel = "full" | "read" | "add" | "change";

/** How the browser shows its wall page. */
export interface WallSettings {
  /** `calendars`, `states` and ids of lists, in the order of the page. Omitted: all. */
  cards?: string[];
  /** Ids of the calendars that the agenda leaves out. */
  hiddenCalendars?: string[];
  /** When the display is dimmed, in the time zone in which the page shows times: that of the first account. The same time twice: never. */
  night?: {
    from: string;
    to: string;
  };
}

export interface AuthorizationRequest {
  /** What the program calls itself. Nobody has checked that. */
  name: string;
  /** The host that publishes a document about the program, which is its id. */
  documentHost?: string;
  target: {
    kind: "site" | "machine" | "app";
    /** `claude.ai`, `127.0.0.1`, or a scheme such as `cursor`. */
    name: string;
  };
  /** Why the request cannot be allowed. */
  fault?: string;
  /** Where to send the browser if the person does not agree. */
  denial: string;
}

export interface SetupChoices {
  features: SetupFeature[];
  registeredRedirectUri: string;
  clientIds: {
    work?: string;
    personal?: string;
  };
  file: string;
  accounts: string[];
}

export interface SetupPermissions {
  scopes: ({
    scope: string;
    tier: "read" | "update";
    /** Who approves it: `self`, the user; `administrator-where-managed`, an administrator where Microsoft manages consent (the default of an organization), otherwise the user; `administrator`, always an administrator. */
    consent: ConsentClass;
  })[];
  manifest: string;
  az: string;
  cloudShell?: string;
  request?: string;
}

export interface AccountConfiguration {
  name: string;
  clientId?: string;
  accountType?: string;
  enableUpdate: boolean;
  hasClientSecret: boolean;
  clientSecretExpires?: string;
  sharedMailbox?: string;
  timeZone?: string;
  signIn?: string;
  plugins: Record<string, JsonObject>;
  /** Changes with every change of the account. */
  version: string;
}

export interface HubInfo {
  version?: string;
  node: string;
  startedAt: string | null;
  memoryBytes: number;
  sensors: number;
  staleSensors: number;
  graph: Record<string, ({
    at: string;
    requests: number;
    units: number;
  })[]>;
  cluster?: {
    workers: ({
      id: string;
      since: string;
      accounts: number;
      isDraining: boolean;
      heardMs: number;
    })[];
    accounts: number;
    withoutWorker: number;
    setAside: number;
    takeovers: number;
  };
}

export interface LogEntry {
  id: number;
  at: string;
  level: "info" | "warn" | "error";
  account?: string;
  plugin?: string;
  message: string;
}

export interface StateChange {
  at: string;
  state: string | number | boolean | null;
  known: boolean;
}
