import { errorCodes } from "@casement/core";
import type { JsonSchema } from "../route.ts";
import { booleanSchema, enumOf, listOf, nullableOf, objectOf, textSchema, timeSchema } from "./schema-builders.ts";

const textListSchema = listOf(textSchema);
const textMapSchema: JsonSchema = { type: "object", additionalProperties: textSchema };
const objectSchema: JsonSchema = { type: "object" };
const integerSchema: JsonSchema = { type: "integer" };
const tierSchema = enumOf("read", "update");
const pluginAccessSchema = enumOf("off", "read", "update");
const textsByLanguageSchema: JsonSchema = {
  type: "object",
  additionalProperties: textMapSchema,
  description:
    "Texts by language tag, then by path: `title`, `sensors.<kind>.title`, `sensors.<kind>.states.<state>`, `sensors.<kind>.unit`, `services.<name>.title`, `events.<name>.title`, `scopes.<name>.why`.",
};

/** The schemas that do not depend on the plugins. */
export const componentSchemas = {
  Problem: objectOf({
    type: { type: "string", format: "uri" },
    title: textSchema,
    status: integerSchema,
    detail: textSchema,
    code: enumOf(...Object.keys(errorCodes)),
    "errors?": listOf(
      objectOf({ detail: textSchema, pointer: { type: "string", description: "JSON Pointer into the body, as a URI fragment." } }),
    ),
    "details?": objectSchema,
  }),
  Account: objectOf({
    name: textSchema,
    state: enumOf("signed-out", "signed-in", "sign-in-required"),
    type: enumOf("work", "personal"),
    "username?": textSchema,
    "problem?": objectOf({ code: textSchema, message: textSchema, cure: textSchema }),
    updatesDeclined: booleanSchema,
    plugins: listOf(
      objectOf({
        id: textSchema,
        title: textSchema,
        access: pluginAccessSchema,
        missing: textListSchema,
        "reason?": textSchema,
        "syncing?": objectOf({ items: integerSchema }),
        "error?": textSchema,
        "failed?": booleanSchema,
        "incomplete?": booleanSchema,
      }),
    ),
    throttledUntil: { type: "object", additionalProperties: timeSchema },
    warnings: textListSchema,
  }),
  SignIn: objectOf({
    method: enumOf("device-code", "callback", "paste"),
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
        requested: booleanSchema,
        granted: nullableOf(booleanSchema),
        "through?": textSchema,
        "withheld?": textSchema,
        adminConsent: { type: "boolean", description: "Whether only an administrator can consent in a work tenant." },
      }),
    ),
    plugins: listOf(
      objectOf({
        plugin: textSchema,
        title: textSchema,
        access: pluginAccessSchema,
        missing: textListSchema,
        "reason?": textSchema,
      }),
    ),
    problems: listOf(objectOf({ code: textSchema, plugin: textSchema, scope: textSchema, message: textSchema })),
    signIn: objectOf({ full: textListSchema, withoutUpdates: textListSchema }),
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
    gone: { type: "boolean", description: "Whether it no longer exists in Microsoft 365. Such a sensor is kept for 30 days." },
    present: nullableOf(objectSchema),
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
    "item?": { ...objectSchema, description: "How the service uses the items of a sensor." },
    "target?": textSchema,
    "notify?": { type: "string", description: "The input field that takes a text and needs no other field." },
    scopes: textListSchema,
    input: objectSchema,
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
    scopes: listOf(objectOf({ scope: textSchema, tier: tierSchema, why: textSchema, adminConsent: booleanSchema })),
    texts: textsByLanguageSchema,
  }),
  Session: objectOf({
    id: textSchema,
    access: enumOf("full", "read"),
    createdAt: timeSchema,
    usedAt: timeSchema,
    current: booleanSchema,
  }),
} satisfies Record<string, JsonSchema>;

export const refTo = (name: keyof typeof componentSchemas): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
