import * as z from "zod";
import { binarySensorClasses, numberClasses } from "./device-classes.ts";
import type { Component } from "./entity.ts";

// Home Assistant's discovery documents, strictly: what its documentation does not name is a mistake of ours.
// Source: home-assistant.io, integrations/mqtt (discovery), integrations/<component>.mqtt, integrations/device_trigger.mqtt, and the schemas
// of home-assistant/core, components/mqtt. `object_id` is for releases before 2025.10; those after it read it no more where
// `default_entity_id` stands beside it, and do not warn. `notify` came with 2024.5; before, one line in the log says that it is not supported.

const topic = z.string().regex(/^[^#+]+$/);
/** `+` for one level is allowed where Home Assistant subscribes. */
const filter = z.string().regex(/^[^#]+$/);
const template = z.string().regex(/^\{\{ .+ \}\}$/);
const icon = z.string().regex(/^mdi:[a-z0-9-]+$/);
const name = z.string().min(1);

const device = z.strictObject({
  identifiers: z.array(z.string()).min(1),
  name,
  manufacturer: z.string(),
  model: z.string(),
  sw_version: z.string().optional(),
  configuration_url: z.url().optional(),
});
const origin = z.strictObject({ name: z.string(), sw_version: z.string().optional(), support_url: z.url() });
const availability = z
  .array(z.strictObject({ topic, payload_available: z.string(), payload_not_available: z.string(), value_template: template.optional() }))
  .min(1);

const entity = {
  name,
  unique_id: z.string().regex(/^[a-z0-9_-]+$/),
  object_id: z.string().regex(/^[a-z0-9_]+$/),
  default_entity_id: z.string().regex(/^[a-z_]+\.[a-z0-9_]+$/),
  availability,
  availability_mode: z.enum(["all", "any", "latest"]),
  qos: z.literal([0, 1, 2]),
  device,
  origin,
  icon: icon.optional(),
  entity_category: z.enum(["config", "diagnostic"]).optional(),
  enabled_by_default: z.boolean().optional(),
};
const attributes = { json_attributes_topic: topic.optional(), json_attributes_template: template.optional() };
const command = { command_topic: topic, retain: z.literal(false).optional() };
const state = { state_topic: topic, value_template: template.optional() };
const options = z
  .array(z.string().min(1))
  .min(1)
  .refine((all) => new Set(all).size === all.length, "an option twice");
const oneOf = (classes: Iterable<string>) => z.enum([...classes] as [string, ...string[]]).optional();

const sensor = z
  .strictObject({
    ...entity,
    ...attributes,
    ...state,
    device_class: oneOf(["enum", "timestamp", ...numberClasses]),
    options: options.optional(),
    state_class: z.enum(["measurement", "total", "total_increasing"]).optional(),
    unit_of_measurement: z.string().min(1).optional(),
  })
  // The rules that its schema adds for `options`.
  .refine(({ device_class, options }) => (options === undefined) === (device_class !== "enum"), "options and enum belong together")
  .refine((it) => it.options === undefined || (it.state_class ?? it.unit_of_measurement) === undefined, "an enumeration has no unit")
  .refine((it) => it.device_class !== "timestamp" || (it.state_class ?? it.unit_of_measurement) === undefined, "a time has no unit");

export const discoverySchemas: Readonly<Record<Component, z.ZodType>> = {
  binary_sensor: z.strictObject({
    ...entity,
    ...attributes,
    ...state,
    payload_on: z.string(),
    payload_off: z.string(),
    device_class: oneOf(binarySensorClasses),
  }),
  sensor,
  switch: z.strictObject({
    ...entity,
    ...command,
    ...state,
    payload_on: z.string(),
    payload_off: z.string(),
    state_on: z.string(),
    state_off: z.string(),
  }),
  select: z.strictObject({ ...entity, ...command, ...state, command_template: template.optional(), options }),
  notify: z.strictObject({ ...entity, ...command, command_template: template.optional() }),
  button: z.strictObject({ ...entity, ...command, payload_press: z.string() }),
  event: z.strictObject({ ...entity, state_topic: filter, value_template: template.optional(), event_types: options }),
  device_automation: z.strictObject({
    automation_type: z.literal("trigger"),
    type: name,
    subtype: name,
    topic,
    qos: z.literal([0, 1, 2]),
    payload: z.string().optional(),
    value_template: template.optional(),
    device,
    origin,
  }),
};

/** What Home Assistant would say against a document: what its schemas refuse, and what it warns of. */
export function complaintOf(component: Component, document: any): string | undefined {
  const result = discoverySchemas[component].safeParse(document);
  if (!result.success) return z.prettifyError(result.error);
  if (component === "device_automation") return undefined;
  // It takes the device's name away from the entity's, and warns.
  if (document.name.startsWith(document.device.name)) return "the name begins with the device's";
  return document.default_entity_id === `${component}.${document.object_id}` ? undefined : "two entity ids";
}

/** What stands at discovery topics, by component and key, each document checked against its component's schema. */
export function readDiscovery(messages: ReadonlyMap<string, string>, prefix = "homeassistant", id = "[a-zA-Z0-9_-]+"): Map<string, any> {
  const documents = new Map<string, any>();
  for (const [at, text] of messages) {
    const match = new RegExp(`^${prefix}/([a-z_]+)/(${id})/([a-zA-Z0-9_-]+)/config$`).exec(at);
    if (!match) continue;
    const [, component, , key] = match;
    const found = JSON.parse(text);
    const complaint = complaintOf(component as Component, found);
    if (complaint !== undefined) throw new Error(`${at}: ${complaint}\n${text}`);
    documents.set(`${component} ${key}`, found);
  }
  return documents;
}
