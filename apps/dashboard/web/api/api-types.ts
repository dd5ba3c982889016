// The responses of the HTTP API. A test compares these types with the OpenAPI document.
import type { WallSettings } from "./session-types.ts";

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

/** What a sign-in requests: everything, only read permissions, or only what the user can approve. */
export type RequestedSet = "all" | "read" | "self";
/** `services`: only services work, because a permission to read is missing. */
export type PluginAccess = "off" | "services" | "read" | "update";

export interface Account {
  name: string;
  state: "signed-out" | "signed-in" | "sign-in-required";
  type: "work" | "personal";
  username?: string;
  problem?: { code: string; message: string; cure: string };
  /** IANA: `Europe/Berlin`. */
  timeZone: string;
  requestedSet: RequestedSet;
  plugins: PluginStatus[];
  staleSensors: number;
  throttledUntil: Record<string, string>;
  warnings: string[];
}

export interface PluginStatus {
  id: string;
  title: string;
  access: PluginAccess;
  state?: "waiting-for-approval";
  missing: string[];
  reason?: string;
  syncing?: { items: number };
  error?: string;
  failed?: boolean;
  incomplete?: boolean;
}

/** Texts by language tag, then by path: `sensors.folder.title`. */
export type TextsByLanguage = Record<string, Record<string, string>>;

export interface PluginInfo {
  id: string;
  title: string;
  accounts: string[];
  /** Sensor kinds with their default titles. */
  sensors: Record<string, string>;
  events: string[];
  texts: TextsByLanguage;
}

export interface SensorPresentation {
  kind: "binary" | "number" | "timestamp" | "enum" | "text";
  icon?: string;
  unit?: string;
  options?: string[];
  deviceClass?: string;
  /** The attribute that holds a CSS color. */
  color?: string;
  /** Attributes whose texts say more about the state. */
  details?: string[];
  /** The attribute that is false where items cannot be added or changed. */
  editable?: string;
  items?: {
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
    conversation?: string;
    read?: string;
    from?: string;
    text?: string;
    done?: string;
    link?: string;
  };
  control?: { on: string; off: string } | { select: string; field: string };
}

export interface Sensor {
  /** account/plugin/sensor */
  id: string;
  account: string;
  plugin: string;
  kind: string;
  title: string;
  state: JsonValue;
  attributes: JsonObject;
  updatedAt: string | null;
  stale: boolean;
  error: string | null;
  gone: boolean;
  present: SensorPresentation | null;
  /** How its changes arrive, where the hub receives notifications. */
  liveness?: "live" | "polled" | "waiting";
  livenessReason?: string;
}

/** The keywords of JSON Schema 2020-12 that forms use. */
export interface JsonSchema {
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  type?: string | string[];
  title?: string;
  description?: string;
  default?: JsonValue;
  examples?: JsonValue[];
  const?: JsonValue;
  enum?: JsonValue[];
  format?: string;
  pattern?: string;
  contentEncoding?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  "x-order"?: number;
  "x-group"?: string;
}

/** How a service uses the items of a sensor. */
export interface ItemUse {
  /** Sensor kinds. */
  of: string | string[];
  does: "list" | "open" | "download" | "add" | "change" | "complete" | "reopen" | "remove" | "act";
  /** The input field for the item's id, or a list of ids. */
  id?: string;
  fields?: Record<string, string>;
  only?: Record<string, JsonValue[]>;
  /** Of `open`: the messages that it returns. */
  shows?: MessagePresentation;
  /** Further input for `shows`. */
  input?: Record<string, JsonValue>;
}

/** Names of properties of a message. */
export interface MessagePresentation {
  /** The property with the list of messages. Without it, the result is one message. */
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

export interface Service {
  /** plugin/name */
  id: string;
  account: string;
  title: string;
  offered: boolean;
  reason?: string;
  summary: string;
  effect: "read" | "add" | "change" | "remove";
  repeatable: boolean;
  reachesOthers: "never" | "sometimes" | "always";
  item?: ItemUse;
  target?: string;
  notify?: string;
  scopes: string[];
  input: JsonSchema;
  output: JsonSchema;
}

export interface HubEvent {
  id: string;
  account: string;
  type: string;
  at: string;
  payload: JsonValue;
}

export type SignInMethod = "device-code" | "callback" | "paste";

export interface PendingSignIn {
  requestedSet: RequestedSet;
  method: SignInMethod;
  url: string;
  userCode?: string;
  redirectUri?: string;
  expiresAt: string;
}

export interface SignInOutcome {
  outcome: "signed-in" | "approval-required" | "cancelled" | "failed" | "approved";
  code?: string;
  means?: string;
  cure?: string;
  /** The method that can work although this one failed. */
  otherMethod?: "callback" | "device-code";
  username?: string;
  missing?: string[];
  at?: string;
}

export type ConsentClass = "self" | "administrator-where-managed" | "administrator";

export interface ScopeContribution {
  scope: string;
  plugin: string;
  tier: "read" | "update";
  why: string;
  requested: boolean;
  granted: boolean | null;
  through?: string;
  withheld?: string;
  consent: ConsentClass;
}

export type SmallerSet = "self" | "read";

export interface ScopeReport {
  account: string;
  accountType: "work" | "personal";
  requested: string[];
  granted: string[] | null;
  allowed: string[];
  contributions: ScopeContribution[];
  plugins: { plugin: string; title: string; access: PluginAccess; missing: string[]; waiting: string[]; reason?: string }[];
  problems: { code: string; plugin: string; scope: string; message: string }[];
  signIn: { all: string[]; read: string[]; self: string[] };
  smallerSets: SmallerSet[];
  /** Plugins that work without an administrator, services of others that do, and plugins that need one. */
  forecast?: { ready: string[]; services: Record<string, string[]>; waiting: string[] };
}

export type AccessLevel = "full" | "read" | "add" | "change";

export interface AccessGrant {
  name: string;
  kind: string;
  access: AccessLevel;
  /** Omitted: all. */
  accounts?: string[];
  /** Omitted: all. */
  sensors?: string[];
  options?: Record<string, boolean>;
  /** Of an AI agent. */
  limits?: { tools?: string[]; recipients?: string[]; callsPerHour?: number; messagesPerHour?: number };
  /** Of a display: lists whose items it may complete and reopen. */
  mayTick?: string[];
  wall?: WallSettings;
  /** Of a program that asked for its access by OAuth: where the browser was sent back to. */
  connectedTo?: string;
  createdAt: string;
  usedAt?: string;
  /** Only of a link that nobody has opened. */
  expiresAt?: string;
  current: boolean;
}

/** A program that asks for access, as the consent page shows it. */
export interface AuthorizationRequest {
  name: string;
  documentHost?: string;
  target: { kind: "site" | "machine" | "app"; name: string };
  fault?: string;
  /** Where to send the browser if the person does not agree. */
  denial: string;
}

/** One call of an AI agent, without its contents. */
export interface AuditEntry {
  at: string;
  client: string;
  tool: string;
  account?: string;
  target?: string;
  outcome: "done" | "asked" | "declined" | "refused" | "failed";
  code?: string;
}

export interface GrantKind {
  kind: string;
  title: string;
  target: "hub" | "account" | "sensor";
  /** The first one is the default. */
  access: AccessLevel[];
  /** Labels of switches by name. */
  options: Record<string, string>;
  /** Whether grants can have `mayTick`. */
  canTick?: boolean;
  isAgent?: true;
  /** What to do, if none can be added. */
  unavailable?: string;
}

/** What a person needs to use an access. The hub shows it once. */
export interface GrantCredentials {
  address: string;
  userName?: string;
  password?: string;
  /** A file that sets up a program. It contains the secret. */
  profile?: { name: string; mediaType: string; content: string };
  /** The address as a QR code, one string for each row. */
  qrCode?: string[];
}

export interface HubInfo {
  version?: string;
  node: string;
  startedAt: string | null;
  memoryBytes: number;
  sensors: number;
  staleSensors: number;
  /** The last 24 hours of each account, oldest first. */
  graph: Record<string, { at: string; requests: number; units: number }[]>;
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
  /** False where the hub did not run or could not read the sensor. */
  known: boolean;
}

export interface FieldError {
  detail: string;
  pointer: string;
  rule?: string;
  limit?: string;
}

/** Problem details (RFC 9457). */
export interface ProblemDetails {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  errors?: FieldError[];
  details?: JsonObject;
}
