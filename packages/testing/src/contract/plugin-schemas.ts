import { jsonSchema, type PluginDefinition, type Schema } from "@casement/core";
import { jsonFaultOf } from "@casement/host";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import * as formats from "ajv-formats";

export interface NamedSchema {
  /** `services.send.input`. */
  readonly name: string;
  readonly schema: Schema;
  readonly side: "input" | "output";
}

/** Every schema of a plugin. */
export function* schemasOfPlugin({ config, feeds, sensors, services, events }: PluginDefinition): Iterable<NamedSchema> {
  if (config) yield { name: "config", schema: config, side: "input" };
  for (const [name, { item }] of Object.entries(feeds ?? {})) yield { name: `feeds.${name}.item`, schema: item, side: "output" };
  for (const [name, { value }] of Object.entries(sensors ?? {})) yield { name: `sensors.${name}.value`, schema: value, side: "output" };
  for (const [name, { input, output }] of Object.entries(services ?? {})) {
    yield { name: `services.${name}.input`, schema: input, side: "input" };
    yield { name: `services.${name}.output`, schema: output, side: "output" };
  }
  for (const [name, schema] of Object.entries(events ?? {})) yield { name: `events.${name}`, schema, side: "output" };
}

const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
formats.default.default(ajv);

const validators = new WeakMap<Schema, Map<string, ValidateFunction>>();

/** Compiled once for each schema: compiling takes much longer than validating. */
function validatorOf(schema: Schema, side: "input" | "output"): ValidateFunction {
  const sides = validators.get(schema) ?? new Map<string, ValidateFunction>();
  validators.set(schema, sides);
  const validate = sides.get(side) ?? ajv.compile(jsonSchema(schema, side));
  sides.set(side, validate);
  return validate;
}

/** Where a value, as JSON, does not fit a schema's JSON Schema: paths and rules, without contents. Empty when it fits. */
export function jsonSchemaIssues(schema: Schema, side: "input" | "output", value: unknown): string[] {
  const fault = jsonFaultOf(value ?? null);
  if (fault !== undefined) return [fault];
  const validate = validatorOf(schema, side);
  const json: unknown = value === undefined ? null : JSON.parse(JSON.stringify(value));
  if (validate(json)) return [];
  return (validate.errors ?? []).map(({ instancePath, keyword, message }) => `${instancePath || "the value"} ${message ?? keyword}`);
}

/** Why a schema has no JSON Schema. Undefined when it has one. */
export function conversionErrorOf({ schema, side }: NamedSchema): string | undefined {
  try {
    validatorOf(schema, side);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
