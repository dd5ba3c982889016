import { errorCodes } from "@casement/core";
import type { JsonSchema } from "../route.ts";
import { agentLimitSchemas } from "./agent-limit-schemas.ts";
import { presentationSchemas } from "./presentation-schemas.ts";
import { booleanSchema, enumOf, listOf, nullableOf, objectOf, textListSchema, textSchema, timeSchema } from "./schema-builders.ts";
import { sessionSchemas, wallSettingsSchema } from "./session-schemas.ts";

const textMapSchema: JsonSchema = { type: "object", additionalProperties: textSchema };
const objectSchema: JsonSchema = { type: "object" };
const integerSchema: JsonSchema = { type: "integer" };
const tierSchema = enumOf("read", "update");
const pluginAccessSchema: JsonSchema = {
  ...enumOf("off", "services", "read", "update"),
  description: "`services`: only services work, because a permission to read is missing.",
};
/** Who consents to a permission. */
export const consentSchema: JsonSchema = {
  ...enumOf("self", "administrator-where-managed", "administrator"),
  description:
    "Who approves it: `self`, the user; `administrator-where-managed`, an administrator where Microsoft manages consent (the default of an organization), otherwise the user; `administrator`, always an administrator.",
};
export const requestedSetSchema: JsonSchema = {
  ...enumOf("all", "read", "self"),
  description:
    "What a sign-in requests: everything, only read permissions, or only what the user can approve. The rest waits for approval.",
};
const textsByLanguageSchema: JsonSchema = {
  type: "object",
  additionalProperties: textMapSchema,
  description:
    "Texts by language tag, then by path: `title`, `sensors.<kind>.title`, `sensors.<kind>.states.<state>`, `sensors.<kind>.unit`, `sensors.<kind>.unitOfOne`, `attributes.<name>`, `services.<name>.title`, `events.<name>.title`, `scopes.<name>.why`.",
};

/** The schemas that do not depend on the plugins. */
export const componentSchemas = {
  ...presentationSchemas,
  Problem: objectOf({
    type: { type: "string", format: "uri" },
    title: textSchema,
    status: integerSchema,
    detail: textSchema,
    code: enumOf(...Object.keys(errorCodes)),
    "errors?": listOf(
      objectOf({
        detail: textSchema,
        pointer: { type: "string", description: "JSON Pointer into the body, as a URI fragment." },
        "rule?": {
          type: "string",
          description:
            "The keyword of JSON Schema that is not met, such as `maximum`. Also `after-start`, of an end before its start, and `exists`, of a name that nothing has.",
        },
        "limit?": { type: "string", description: "What the keyword demands: `10`." },
      }),
    ),
    "details?": objectSchema,
  }),
  Account: objectOf({
    name: textSchema,
    state: enumOf("signed-out", "signed-in", "sign-in-required"),
    type: enumOf("work", "personal"),
    "username?": textSchema,
    "problem?": objectOf({ code: textSchema, message: textSchema, cure: textSchema, "details?": objectSchema }),
    timeZone: { type: "string", description: "IANA time zone, `Europe/Berlin`: the configured one, or that of the hub." },
    requestedSet: requestedSetSchema,
    plugins: listOf(
      objectOf({
        id: textSchema,
        title: textSchema,
        access: pluginAccessSchema,
        "state?": enumOf("waiting-for-approval"),
        missing: textListSchema,
        "reason?": textSchema,
        "syncing?": objectOf({ items: integerSchema }),
        "error?": textSchema,
        "errorCode?": textSchema,
        "errorDetails?": objectSchema,
        "failed?": booleanSchema,
        "incomplete?": booleanSchema,
      }),
    ),
    staleSensors: integerSchema,
    throttledUntil: { type: "object", additionalProperties: timeSchema },
    warnings: listOf(objectOf({ code: textSchema, message: textSchema, "details?": objectSchema })),
  }),
  SignIn: objectOf({
    method: enumOf("device-code", "callback", "paste"),
    requestedSet: requestedSetSchema,
    url: { type: "string", format: "uri", description: "The address to open in a browser." },
    "userCode?": { type: "string", description: "The code to enter at `url`." },
    "redirectUri?": { type: "string", description: "The address at which the browser ends." },
    expiresAt: timeSchema,
  }),
  SignInOutcome: objectOf({
    outcome: enumOf("signed-in", "approval-required", "cancelled", "failed", "approved"),
    "code?": textSchema,
    "means?": textSchema,
    "cure?": textSchema,
    "otherMethod?": enumOf("callback", "device-code"),
    "username?": textSchema,
    "missing?": textListSchema,
    "at?": timeSchema,
  }),
  ScopeReport: objectOf({
    account: textSchema,
    accountType: enumOf("work", "personal"),
    requested: textListSchema,
    granted: nullableOf(textListSchema),
    allowed: textListSchema,
    contributions: listOf(
      objectOf({
        scope: textSchema,
        plugin: textSchema,
        tier: tierSchema,
        why: textSchema,
        consent: consentSchema,
        requested: booleanSchema,
        granted: nullableOf(booleanSchema),
        "through?": textSchema,
        "withheld?": textSchema,
      }),
    ),
    plugins: listOf(
      objectOf({
        plugin: textSchema,
        title: textSchema,
        access: pluginAccessSchema,
        missing: textListSchema,
        waiting: { ...textListSchema, description: "Those of `missing` that wait for approval." },
        "reason?": textSchema,
      }),
    ),
    problems: listOf(objectOf({ code: textSchema, plugin: textSchema, scope: textSchema, message: textSchema })),
    signIn: objectOf({ all: textListSchema, read: textListSchema, self: textListSchema }),
    smallerSets: { ...listOf(enumOf("self", "read")), description: "What to offer when not all of it is approved." },
    "forecast?": {
      ...objectOf({ ready: textListSchema, services: { type: "object", additionalProperties: textListSchema }, waiting: textListSchema }),
      description: "What works without an administrator: plugins, services of other plugins, and the plugins that need one.",
    },
  }),
  Plugin: objectOf({
    id: textSchema,
    title: textSchema,
    accounts: { ...textListSchema, description: "The accounts that use the plugin." },
    sensors: {
      ...textMapSchema,
      description: "Sensor kinds with their default titles. A sensor with a different title was named by a person.",
    },
    events: { ...textListSchema, description: "Event names without the plugin's ID." },
    texts: textsByLanguageSchema,
  }),
  Sensor: objectOf({
    id: { type: "string", description: "account/plugin/sensor" },
    account: textSchema,
    plugin: textSchema,
    kind: textSchema,
    title: textSchema,
    state: { description: "Null until the state is known." },
    attributes: objectSchema,
    updatedAt: nullableOf(timeSchema),
    stale: booleanSchema,
    error: nullableOf(textSchema),
    "errorCode?": { type: "string", description: "Of `error`, if it is one: a code of docs/errors.md." },
    "errorReason?": {
      ...enumOf("first-read", "reading", "overdue"),
      description:
        "Of `error`, if it is not an error: `first-read`, it is being read for the first time; `reading`, it is being read again; `overdue`, the last complete read was too long ago. `errorDetails.lastReadAt` says when.",
    },
    "errorDetails?": { ...objectSchema, description: "Facts of the error, as in problem details." },
    gone: { type: "boolean", description: "Whether it no longer exists in Microsoft 365. Such a sensor is kept for 30 days." },
    present: {
      description: "How surfaces show it.",
      anyOf: [{ $ref: "#/components/schemas/SensorPresentation" }, { type: "null" }],
    },
    "liveness?": {
      ...enumOf("live", "polled", "waiting"),
      description:
        "How its changes arrive: `live`, Microsoft reports them; `polled`, it does not; `waiting`, it could, but the subscription is not there. Only where the hub receives notifications.",
    },
    "livenessReason?": { type: "string", description: "Why it is not live." },
    "livenessCode?": {
      ...enumOf("not-reported", "permission-missing", "receiver-failed", "subscription-failed", "subscription-pending", "shared-limit"),
      description:
        "The reason for programs: Microsoft does not report its changes; only with the permission `livenessDetails.scope`; no notifications arrive; the subscription could not be made; it is being made; it is read less often, about every `livenessDetails.minutes`, because the accounts of an organization share a limit.",
    },
    "livenessDetails?": { ...objectSchema, description: "Facts of the reason." },
  }),
  Service: objectOf({
    id: { type: "string", description: "plugin/name" },
    account: textSchema,
    title: textSchema,
    offered: booleanSchema,
    "reason?": textSchema,
    summary: { type: "string", description: "One sentence that says what the service does." },
    effect: enumOf("read", "add", "change", "remove"),
    repeatable: { type: "boolean", description: "Whether the same call again changes nothing more." },
    reachesOthers: { ...enumOf("never", "sometimes", "always"), description: "Whether other people learn of a call." },
    "item?": { $ref: "#/components/schemas/ItemUse" },
    "target?": textSchema,
    "notify?": { type: "string", description: "The input field that takes a text and needs no other field." },
    scopes: textListSchema,
    input: { ...objectSchema, description: "JSON Schema 2020-12, as is `output`." },
    output: objectSchema,
  }),
  Event: objectOf({
    id: { type: "string", pattern: "^\\d+$" },
    account: textSchema,
    type: { type: "string", description: "plugin/name or account/name" },
    at: timeSchema,
    payload: {},
  }),
  SetUpFeature: objectOf({
    id: textSchema,
    title: textSchema,
    work: booleanSchema,
    personal: booleanSchema,
    scopes: listOf(objectOf({ scope: textSchema, tier: tierSchema, why: textSchema, consent: consentSchema })),
    texts: textsByLanguageSchema,
  }),
  Grant: objectOf({
    name: { type: "string", description: "Unique. Ends the access." },
    kind: { type: "string", description: "`browser`, `wall`, `program`, or a kind of another surface." },
    access: enumOf("full", "read", "add", "change"),
    "accounts?": { ...textListSchema, description: "Omitted: all accounts." },
    "sensors?": { ...textListSchema, description: "Omitted: all sensors." },
    "options?": { type: "object", additionalProperties: booleanSchema },
    "limits?": { ...objectOf(agentLimitSchemas), description: "Of an AI agent." },
    "mayTick?": { ...textListSchema, description: "Of a display: the lists whose items it may complete and reopen." },
    "wall?": wallSettingsSchema,
    "connectedTo?": { type: "string", description: "Of a program that asked for its access by OAuth: where the browser was sent back to." },
    createdAt: timeSchema,
    "usedAt?": { ...timeSchema, description: "Omitted: not used yet." },
    "expiresAt?": { ...timeSchema, description: "For a one-time link that nobody has opened: when it stops working." },
    current: { type: "boolean", description: "Whether the request was sent with this access." },
  }),
  Session: objectOf(sessionSchemas),
  GrantCredentials: objectOf({
    address: textSchema,
    "userName?": textSchema,
    "password?": textSchema,
    "profile?": {
      ...objectOf({ name: textSchema, mediaType: textSchema, content: textSchema }),
      description: "A file that sets up a program. It contains the secret.",
    },
    "qrCode?": { ...listOf(textSchema), description: "The address as a QR code: one string for each row, in which 1 is dark." },
  }),
  AuditEntry: objectOf({
    at: timeSchema,
    client: { type: "string", description: "The name of the access." },
    tool: textSchema,
    "account?": textSchema,
    "target?": { type: "string", description: "The kind of what the call was for, or the plugin." },
    outcome: enumOf("begun", "done", "asked", "declined", "refused", "failed"),
    "code?": { type: "string", description: "Of the error." },
  }),
  GrantKind: objectOf({
    kind: textSchema,
    title: textSchema,
    target: { ...enumOf("hub", "account", "sensor"), description: "What one grant is for. `sensor`: a sensor, or an account." },
    access: { ...listOf(enumOf("full", "read", "add", "change")), description: "The first one is the default." },
    options: { ...textMapSchema, description: "Labels of switches by name." },
    "canTick?": { type: "boolean", description: "Whether grants can have `mayTick`." },
    "isAgent?": { const: true, description: "Grants can have several accounts, and limits." },
    "unavailable?": { type: "string", description: "Set if none can be added: what to do." },
  }),
} satisfies Record<string, JsonSchema>;

export const refTo = (name: keyof typeof componentSchemas): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
