// What the HTTP interface answers, as /api/openapi.json describes it.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

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
}

/** By language tag, then by path: `sensors.folder.title`. */
export type TextsByLanguage = Record<string, Record<string, string>>;

export interface PluginInfo {
  id: string;
  title: string;
  accounts: string[];
  /** The titles of its sensors' kinds. */
  sensors: Record<string, string>;
  events: string[];
  texts: TextsByLanguage;
}

export interface Presentation {
  kind: "binary" | "number" | "timestamp" | "enum" | "text";
  icon?: string;
  unit?: string;
  options?: string[];
  deviceClass?: string;
  /** The attribute that holds a CSS colour. */
  colour?: string;
  items?: {
    attribute: string;
    as: "agenda" | "messages" | "list";
    title: string;
    start?: string;
    end?: string;
    done?: { field: string; on: string; off: string };
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
  state: Json;
  attributes: JsonObject;
  updatedAt: string | null;
  stale: boolean;
  error: string | null;
  gone: boolean;
  present: Presentation | null;
}

/** JSON Schema 2020-12, as far as forms read it. */
export interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string | string[];
  title?: string;
  description?: string;
  default?: Json;
  examples?: Json[];
  const?: Json;
  enum?: Json[];
  format?: string;
  pattern?: string;
  contentEncoding?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

export interface Service {
  /** plugin/name */
  id: string;
  account: string;
  title: string;
  offered: boolean;
  reason?: string;
  effect: "read" | "idempotent" | "unsafe";
  target?: string;
  scopes: string[];
  input: Schema;
  output: Schema;
}

export interface HubEvent {
  id: string;
  account: string;
  type: string;
  at: string;
  payload: Json;
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

export interface Contribution {
  scope: string;
  plugin: string;
  tier: "read" | "update";
  why: string;
  requested: boolean;
  granted: boolean | null;
  through?: string;
  left?: string;
  adminConsent: boolean;
}

export interface ScopeReport {
  account: string;
  requested: string[];
  granted: string[] | null;
  contributions: Contribution[];
  plugins: { plugin: string; title: string; access: "off" | "read" | "update"; missing: string[]; reason?: string }[];
  problems: { plugin: string; scope: string; message: string }[];
  signIn: { full: string[]; withoutUpdates: string[] };
}

export interface Session {
  id: string;
  access: "full" | "read";
  createdAt: string;
  usedAt: string;
  current: boolean;
}

export interface SetUpFeature {
  id: string;
  title: string;
  work: boolean;
  personal: boolean;
  scopes: { scope: string; tier: "read" | "update"; why: string; adminConsent: boolean }[];
  texts: TextsByLanguage;
}

export interface SetUpChoices {
  features: SetUpFeature[];
  /** To be entered in the app registration, word for word. */
  registeredRedirectUri: string;
  file: string;
  accounts: string[];
}

export interface SetUpPermissions {
  scopes: { scope: string; tier: "read" | "update"; adminConsent: boolean }[];
  manifest: string;
  az: string;
}

/** Problem details (RFC 9457). */
export interface Problem {
  title: string;
  status: number;
  detail: string;
  code: string;
  errors?: { detail: string; pointer: string }[];
}
