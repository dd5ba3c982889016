import * as z from "zod";
import { binarySensorClasses, numberClasses } from "../../src/discovery/device-classes.ts";
import type { DiscoveryComponent } from "../../src/discovery/discovery-message.ts";

// Strict schemas of Home Assistant's discovery messages: any field that its documentation does not name is an error of ours.
// Source: https://www.home-assistant.io/integrations/mqtt (discovery), https://www.home-assistant.io/integrations/<component>.mqtt,
// https://www.home-assistant.io/integrations/device_trigger.mqtt, and the schemas of home-assistant/core, components/mqtt. `object_id` is for
// releases before 2025.10. Later ones ignore it without a warning when `default_entity_id` is present. `notify` needs 2024.5; earlier
// releases log that it is not supported.

const topic = z.string().regex(/^[^#+]+$/);
/** `+` is allowed where Home Assistant subscribes. */
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
  .refine((all) => new Set(all).size === all.length, "duplicate options");
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
  // Additional rules of the sensor schema.
  .refine(
    ({ device_class, options }) => (options === undefined) === (device_class !== "enum"),
    "options need device class enum, and enum needs options",
  )
  .refine(
    (fields) => fields.options === undefined || (fields.state_class ?? fields.unit_of_measurement) === undefined,
    "an enumeration must not have a unit",
  )
  .refine(
    (fields) => fields.device_class !== "timestamp" || (fields.state_class ?? fields.unit_of_measurement) === undefined,
    "a timestamp must not have a unit",
  );

export const discoverySchemas: Readonly<Record<DiscoveryComponent, z.ZodType>> = {
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

/** Why Home Assistant would reject a discovery payload, or warn about it. Undefined: neither. */
export function discoveryProblemOf(component: DiscoveryComponent, payload: any): string | undefined {
  const result = discoverySchemas[component].safeParse(payload);
  if (!result.success) return z.prettifyError(result.error);
  if (component === "device_automation") return undefined;
  // Home Assistant removes the device's name from the entity's, and logs a warning.
  if (payload.name.startsWith(payload.device.name)) return "the name begins with the device's name";
  return payload.default_entity_id === `${component}.${payload.object_id}` ? undefined : "two different entity ids";
}

/** All discovery payloads, by `component key`. Checks each against its component's schema. */
export function readDiscovery(messages: ReadonlyMap<string, string>, prefix = "homeassistant", hubId = "[a-zA-Z0-9_-]+"): Map<string, any> {
  const payloads = new Map<string, any>();
  for (const [messageTopic, text] of messages) {
    const match = new RegExp(`^${prefix}/([a-z_]+)/(${hubId})/([a-zA-Z0-9_-]+)/config$`).exec(messageTopic);
    if (!match) continue;
    const [, component, , key] = match;
    const payload = JSON.parse(text);
    const problem = discoveryProblemOf(component as DiscoveryComponent, payload);
    if (problem !== undefined) throw new Error(`${messageTopic}: ${problem}\n${text}`);
    payloads.set(`${component} ${key}`, payload);
  }
  return payloads;
}
