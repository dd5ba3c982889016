// The responses of the HTTP API. A test compares these types with the OpenAPI document.

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

export interface Account {
  name: string;
  state: "signed-out" | "signed-in" | "sign-in-required";
  type: "work" | "personal";
  username?: string;
  problem?: { code: string; message: string; cure: string };
  updatesDeclined: boolean;
  plugins: PluginStatus[];
  throttledUntil: Record<string, string>;
  warnings: string[];
}

export interface PluginStatus {
  id: string;
  title: string;
  access: "off" | "read" | "update";
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
  items?: {
    attribute: string;
    as: "events" | "tasks" | "messages" | "list";
    title: string;
    /** Default: `id`. */
    id?: string;
    start?: string;
    end?: string;
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
  does: "list" | "open" | "add" | "change" | "complete" | "reopen" | "remove" | "act";
  /** The input field for the item's id, or a list of ids. */
  id?: string;
  fields?: Record<string, string>;
  only?: Record<string, JsonValue[]>;
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
  username?: string;
  missing?: string[];
  at?: string;
}

export interface ScopeContribution {
  scope: string;
  plugin: string;
  tier: "read" | "update";
  why: string;
  requested: boolean;
  granted: boolean | null;
  through?: string;
  withheld?: string;
  adminConsent: boolean;
}

export interface ScopeReport {
  account: string;
  accountType: "work" | "personal";
  requested: string[];
  granted: string[] | null;
  allowed: string[];
  contributions: ScopeContribution[];
  plugins: { plugin: string; title: string; access: "off" | "read" | "update"; missing: string[]; reason?: string }[];
  problems: { code: string; plugin: string; scope: string; message: string }[];
  signIn: { full: string[]; withoutUpdates: string[] };
}

export interface BrowserSession {
  id: string;
  access: "full" | "read";
  createdAt: string;
  usedAt: string;
  current: boolean;
}

export interface SetupFeature {
  id: string;
  title: string;
  work: boolean;
  personal: boolean;
  scopes: { scope: string; tier: "read" | "update"; why: string; adminConsent: boolean }[];
  texts: TextsByLanguage;
}

export interface SetupChoices {
  features: SetupFeature[];
  /** The exact value for the app registration. */
  registeredRedirectUri: string;
  file: string;
  accounts: string[];
}

export interface SetupPermissions {
  scopes: { scope: string; tier: "read" | "update"; adminConsent: boolean }[];
  manifest: string;
  az: string;
}

/** Problem details (RFC 9457). */
export interface ProblemDetails {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  errors?: { detail: string; pointer: string }[];
  details?: JsonObject;
}
