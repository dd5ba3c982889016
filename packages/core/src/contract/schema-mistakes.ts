import type { PluginDefinition } from "./definition.ts";
import type { Schema } from "./schema.ts";
import { jsonSchema } from "./validate.ts";

type JsonSchema = Readonly<Record<string, unknown>>;

/** Schemas that the host cannot use: without Standard Schema or JSON Schema, or for another type where an object is required. */
export function* schemaMistakes(plugin: PluginDefinition): Iterable<string> {
  for (const { path, schema, side, isObject } of schemasOf(plugin)) {
    const mistake = mistakeInSchema(schema, side, isObject);
    if (mistake !== undefined) yield `${path} ${mistake}`;
  }
}

/** Value schemas of sensors that are objects without `state`. The schemas must be convertible to JSON Schema. */
export function* stateMistakes({ sensors }: PluginDefinition): Iterable<string> {
  for (const [kind, { value }] of Object.entries(sensors ?? {})) {
    const { properties, additionalProperties } = jsonSchema(value, "output");
    const hasOnlyKnown = typeof properties === "object" && properties !== null && (additionalProperties ?? false) === false;
    if (hasOnlyKnown && !Object.hasOwn(properties, "state")) yield `sensors.${kind}.value has no state`;
  }
}

interface UsedSchema {
  readonly path: string;
  readonly schema: unknown;
  readonly side: "input" | "output";
  readonly isObject: boolean;
}

function* schemasOf({ config, feeds, sensors, services, events }: PluginDefinition): Iterable<UsedSchema> {
  if (config !== undefined) yield { path: "config", schema: config, side: "input", isObject: true };
  for (const [name, { item }] of Object.entries(feeds ?? {}))
    yield { path: `feeds.${name}.item`, schema: item, side: "output", isObject: false };
  for (const [kind, { value }] of Object.entries(sensors ?? {}))
    yield { path: `sensors.${kind}.value`, schema: value, side: "output", isObject: true };
  for (const [name, { input, output }] of Object.entries(services ?? {})) {
    yield { path: `services.${name}.input`, schema: input, side: "input", isObject: true };
    yield { path: `services.${name}.output`, schema: output, side: "output", isObject: false };
  }
  for (const [name, payload] of Object.entries(events ?? {}))
    yield { path: `events.${name}`, schema: payload, side: "output", isObject: false };
}

function mistakeInSchema(schema: unknown, side: "input" | "output", isObject: boolean): string | undefined {
  if (!isStandardSchema(schema)) return "is not a Standard Schema with JSON Schema; use zod 4 or another library that has both";
  let json: JsonSchema;
  try {
    json = jsonSchema(schema, side);
  } catch (error) {
    return `cannot be written as JSON Schema (${error instanceof Error ? error.message : "unknown reason"})`;
  }
  return isObject && !describesObject(json) ? "must describe an object" : undefined;
}

function isStandardSchema(schema: unknown): schema is Schema {
  const standard = (schema as Schema | null | undefined)?.["~standard"];
  return typeof standard?.validate === "function" && typeof standard.jsonSchema?.input === "function";
}

/** Whether every valid value is an object. */
function describesObject(json: JsonSchema): boolean {
  if (json.type !== undefined) return json.type === "object";
  const branches = json.anyOf ?? json.oneOf;
  if (Array.isArray(branches)) return branches.length > 0 && branches.every((branch) => describesObject(branch));
  return Array.isArray(json.allOf) && json.allOf.some((part) => describesObject(part));
}
