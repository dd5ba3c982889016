import { nearestName } from "@casement/core";
import { type JsonSchema, schemasAt } from "@casement/host/config";
import { UsageError } from "./usage-error.ts";

/**
 * Reads `key=value` pairs as the input of a service. The service's JSON Schema says which values are numbers, booleans, lists or objects.
 * Repeating a key makes a list; dots make nested keys. A list or object may also be JSON.
 */
export function readKeyValues(pairs: readonly string[], schema: JsonSchema): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const pair of pairs) {
    const equals = pair.indexOf("=");
    if (equals < 1) throw new UsageError(`"${pair}" is not in key=value form. Example: subject="Dinner"`);
    const name = pair.slice(0, equals);
    const path: string[] = [];
    for (const key of name.split(".")) path.push(knownKeyOf(name, path, key, schema));
    setValue(input, path, pair.slice(equals + 1), name, schema);
  }
  return input;
}

/** The key that the schema has at the path for a given key, which can be another name of it (`x-aliases`). */
function knownKeyOf(name: string, path: readonly string[], key: string, schema: JsonSchema): string {
  const shapes = schemasAt(schema, path);
  const known = shapes.flatMap((shape) => Object.keys(shape.properties ?? {}));
  const open = !shapes.some((shape) => shape.properties) || shapes.some((shape) => shape.additionalProperties);
  if (open || known.includes(key)) return key;
  const fields = shapes.flatMap((shape) => Object.entries((shape.properties ?? {}) as Record<string, JsonSchema>));
  const field = fields.find(([, property]) => property["x-aliases"]?.includes(key))?.[0];
  if (field !== undefined) return field;
  const suggestion = nearestName(key, known);
  throw new UsageError(
    `"${name}" is not an input of this service. ${suggestion ? `Did you mean "${suggestion}"?` : `Its inputs are: ${known.join(", ") || "none"}.`}`,
  );
}

function setValue(input: Record<string, unknown>, path: readonly string[], text: string, name: string, schema: JsonSchema): void {
  let target = input;
  for (const key of path.slice(0, -1)) {
    const inner = target[key] ?? {};
    target[key] = inner;
    if (typeof inner !== "object" || Array.isArray(inner)) throw new UsageError(`"${name}": ${key} already has a value.`);
    target = inner as Record<string, unknown>;
  }
  const key = path.at(-1)!;
  const types = typesAt(schema, path);
  if (types.has("array") && !text.startsWith("[")) {
    const before = Array.isArray(target[key]) ? target[key] : [];
    target[key] = [...before, parseValue(text, typesAt(schema, [...path, 0]), name)];
  } else target[key] = parseValue(text, types, name);
}

/** Parses a value by the types that the schema allows. Text stays text where the schema allows a string. */
function parseValue(text: string, types: ReadonlySet<string>, name: string): unknown {
  if (types.has("null") && text === "null") return null;
  if (types.has("string") && !(types.has("object") && text.startsWith("{"))) return text;
  if (types.has("boolean") && /^(true|yes|on)$/i.test(text)) return true;
  if (types.has("boolean") && /^(false|no|off)$/i.test(text)) return false;
  if ((types.has("number") || types.has("integer")) && text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  try {
    return JSON.parse(text);
  } catch {
    if (types.size === 0) return text;
    throw new UsageError(`"${name}" must be of type ${[...types].join(" or ")}, but the value is "${text}".`);
  }
}

function typesAt(schema: JsonSchema, path: readonly (string | number)[]): ReadonlySet<string> {
  const types = new Set<string>();
  for (const shape of schemasAt(schema, path)) {
    for (const type of [shape.type ?? []].flat()) types.add(type);
    for (const choice of [...(shape.enum ?? []), ...("const" in shape ? [shape.const] : [])])
      types.add(choice === null ? "null" : typeof choice);
  }
  return types;
}
