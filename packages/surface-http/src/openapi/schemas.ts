import { errorCodes } from "@casement/core";
import type { Schema } from "../route.ts";

export const text: Schema = { type: "string" };
export const boolean: Schema = { type: "boolean" };
const time: Schema = { type: "string", format: "date-time" };
const orNull = ({ type, ...rest }: Schema): Schema => ({ type: [type, "null"], ...rest });
const listOf = (items: Schema): Schema => ({ type: "array", items });
const texts = listOf(text);
const anyObject: Schema = { type: "object" };
const textByName: Schema = { type: "object", additionalProperties: text };
const languages: Schema = {
  type: "object",
  additionalProperties: textByName,
  description:
    "By language tag and path: `title`, `sensors.<kind>.title`, `sensors.<kind>.states.<state>`, `sensors.<kind>.unit`, `services.<name>.title`, `events.<name>.title`, `scopes.<name>.why`.",
};

/** An object with these properties; those whose name ends in `?` may be missing. */
export function object(properties: Readonly<Record<string, Schema>>, more: Schema = {}): Schema {
  const entries = Object.entries(properties);
  const required = entries.map(([name]) => name).filter((name) => !name.endsWith("?"));
  return {
    type: "object",
    properties: Object.fromEntries(entries.map(([name, schema]) => [name.replace("?", ""), schema])),
    ...(required.length > 0 && { required }),
    ...more,
  };
}

export const ref = (name: keyof typeof components): Schema => ({ $ref: `#/components/schemas/${name}` });
export const list = (name: keyof typeof components): Schema => listOf({ $ref: `#/components/schemas/${name}` });

/** What is answered, as far as it does not come from a plugin. */
export const components = {
  Problem: object({
    type: { type: "string", format: "uri" },
    title: text,
    status: { type: "integer" },
    detail: text,
    code: { type: "string", enum: Object.keys(errorCodes) },
    "errors?": listOf(object({ detail: text, pointer: { type: "string", description: "JSON Pointer into the body, as a URI fragment." } })),
    "details?": anyObject,
  }),
  Account: object({
    name: text,
    state: { type: "string", enum: ["signed-out", "signed-in", "sign-in-required"] },
    type: { type: "string", enum: ["work", "personal"] },
    "username?": text,
    "problem?": object({ code: text, message: text, cure: text }),
    updatesDeclined: boolean,
    plugins: listOf(
      object({
        id: text,
        title: text,
        access: { type: "string", enum: ["off", "read", "update"] },
        missing: texts,
        "reason?": text,
        "syncing?": object({ items: { type: "integer" } }),
        "error?": text,
        "failed?": boolean,
        "incomplete?": boolean,
      }),
    ),
    throttledUntil: { type: "object", additionalProperties: time },
    warnings: texts,
  }),
  SignIn: object({
    method: { type: "string", enum: ["device-code", "callback", "paste"] },
    url: { type: "string", format: "uri", description: "Where the browser goes." },
    "userCode?": { type: "string", description: "To be typed at `url`." },
    "redirectUri?": { type: "string", description: "Where the browser ends." },
    expiresAt: time,
  }),
  SignInOutcome: object({
    outcome: { type: "string", enum: ["signed-in", "approval-required", "cancelled", "failed", "approved"] },
    "code?": text,
    "means?": text,
    "cure?": text,
    "username?": text,
    "missing?": texts,
    "at?": time,
  }),
  ScopeReport: object({
    account: text,
    accountType: { type: "string", enum: ["work", "personal"] },
    requested: texts,
    granted: orNull({ type: "array", items: text }),
    allowed: texts,
    contributions: listOf(
      object({
        scope: text,
        plugin: text,
        tier: { type: "string", enum: ["read", "update"] },
        why: text,
        requested: boolean,
        granted: orNull(boolean),
        "through?": text,
        "left?": text,
        adminConsent: { type: "boolean", description: "In a work tenant only an administrator can consent." },
      }),
    ),
    plugins: listOf(
      object({ plugin: text, title: text, access: { type: "string", enum: ["off", "read", "update"] }, missing: texts, "reason?": text }),
    ),
    problems: listOf(object({ code: text, plugin: text, scope: text, message: text })),
    signIn: object({ full: texts, withoutUpdates: texts }),
  }),
  Plugin: object({
    id: text,
    title: text,
    accounts: { ...texts, description: "Those that have it." },
    sensors: { ...textByName, description: "The titles of its sensors' kinds; a sensor with another title has it from a person." },
    events: { ...texts, description: "Names, without the plugin's id." },
    texts: languages,
  }),
  Sensor: object({
    id: { type: "string", description: "account/plugin/sensor" },
    account: text,
    plugin: text,
    kind: text,
    title: text,
    state: { description: "Null until first known." },
    attributes: anyObject,
    updatedAt: orNull(time),
    stale: boolean,
    error: orNull(text),
    gone: { type: "boolean", description: "Vanished in Microsoft 365; kept for 30 days." },
    present: orNull(anyObject),
  }),
  Service: object({
    id: { type: "string", description: "plugin/name" },
    account: text,
    title: text,
    offered: boolean,
    "reason?": text,
    summary: { type: "string", description: "One sentence: what it does." },
    effect: { type: "string", enum: ["read", "add", "change", "remove"] },
    repeatable: { type: "boolean", description: "The same call again changes nothing more." },
    reachesOthers: { type: "string", enum: ["never", "sometimes", "always"], description: "Whether other people learn of a call." },
    "item?": { ...anyObject, description: "What it is to the items of a sensor." },
    "target?": text,
    "notify?": { type: "string", description: "Input field that takes a text with nothing else beside it." },
    scopes: texts,
    input: anyObject,
    output: anyObject,
  }),
  Event: object({
    id: { type: "string", pattern: "^\\d+$" },
    account: text,
    type: { type: "string", description: "plugin/name or account/name" },
    at: time,
    payload: {},
  }),
  SetUpFeature: object({
    id: text,
    title: text,
    work: boolean,
    personal: boolean,
    scopes: listOf(object({ scope: text, tier: { type: "string", enum: ["read", "update"] }, why: text, adminConsent: boolean })),
    texts: languages,
  }),
  Session: object({ id: text, access: { type: "string", enum: ["full", "read"] }, createdAt: time, usedAt: time, current: boolean }),
} satisfies Record<string, Schema>;
