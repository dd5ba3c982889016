import * as z from "zod";
import type { Component } from "./entity.ts";

// Home Assistant's discovery documents, strictly: what its documentation does not name is a mistake of ours.
// Source: home-assistant.io, integrations/mqtt (discovery), integrations/<component>.mqtt, integrations/device_trigger.mqtt.

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
const options = z.array(z.string().min(1)).min(1);

const sensor = z
  .strictObject({
    ...entity,
    ...attributes,
    ...state,
    device_class: z.string().optional(),
    options: options.optional(),
    state_class: z.enum(["measurement", "total", "total_increasing"]).optional(),
    unit_of_measurement: z.string().min(1).optional(),
  })
  // The rules that its schema adds for `options`.
  .refine(({ device_class, options }) => (options === undefined) === (device_class !== "enum"), "options and enum belong together")
  .refine((it) => it.options === undefined || (it.state_class ?? it.unit_of_measurement) === undefined, "an enumeration has no unit");

export const discoverySchemas: Readonly<Record<Component, z.ZodType>> = {
  binary_sensor: z.strictObject({
    ...entity,
    ...attributes,
    ...state,
    payload_on: z.string(),
    payload_off: z.string(),
    device_class: z.enum(["light", "problem", "running", "occupancy"]).optional(),
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
  select: z.strictObject({ ...entity, ...command, ...state, options }),
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

/** What stands at discovery topics, by component and key, each document checked against its component's schema. */
export function readDiscovery(messages: ReadonlyMap<string, string>, prefix = "homeassistant"): Map<string, any> {
  const documents = new Map<string, any>();
  for (const [at, text] of messages) {
    const match = new RegExp(`^${prefix}/([a-z_]+)/([a-zA-Z0-9_-]+)/([a-zA-Z0-9_-]+)/config$`).exec(at);
    if (!match) continue;
    const [, component, , key] = match;
    const result = discoverySchemas[component as Component].safeParse(JSON.parse(text));
    if (!result.success) throw new Error(`${at}: ${z.prettifyError(result.error)}\n${text}`);
    documents.set(`${component} ${key}`, result.data);
  }
  return documents;
}
