import { nearestName } from "@casement/core";
import { type JsonSchema, schemasAt } from "@casement/host/config";
import { UsageError } from "./usage-error.ts";

/**
 * Reads `key=value` pairs as the input of a service: its JSON Schema says which values are numbers, booleans, lists or objects.
 * Lists by repeating the key, or as JSON; nested keys by dots.
 */
export function readKeyValues(pairs: readonly string[], schema: JsonSchema): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const pair of pairs) {
    const equals = pair.indexOf("=");
    if (equals < 1) throw new UsageError(`"${pair}" is no key=value; write for example  subject="Dinner"`);
    const name = pair.slice(0, equals);
    const path = name.split(".");
    for (const depth of path.keys()) checkKey(name, path, depth, schema);
    setValue(input, path, pair.slice(equals + 1), name, schema);
  }
  return input;
}

function checkKey(name: string, path: readonly string[], depth: number, schema: JsonSchema): void {
  const shapes = schemasAt(schema, path.slice(0, depth));
  const known = shapes.flatMap((shape) => Object.keys(shape.properties ?? {}));
  const open = !shapes.some((shape) => shape.properties) || shapes.some((shape) => shape.additionalProperties);
  const key = path[depth]!;
  if (open || known.includes(key)) return;
  const near = nearestName(key, known);
  throw new UsageError(
    `"${name}" is no input of this service; ${near ? `did you mean "${near}"?` : `there are: ${known.join(", ") || "none"}`}`,
  );
}

function setValue(input: Record<string, unknown>, path: readonly string[], text: string, name: string, schema: JsonSchema): void {
  let target = input;
  for (const key of path.slice(0, -1)) {
    const inner = target[key] ?? {};
    target[key] = inner;
    if (typeof inner !== "object" || Array.isArray(inner)) throw new UsageError(`"${name}": ${key} has a value already`);
    target = inner as Record<string, unknown>;
  }
  const key = path.at(-1)!;
  const kinds = typesAt(schema, path);
  if (kinds.has("array") && !text.startsWith("[")) {
    const before = Array.isArray(target[key]) ? target[key] : [];
    target[key] = [...before, parseValue(text, typesAt(schema, [...path, 0]), name)];
  } else target[key] = parseValue(text, kinds, name);
}

/** A text stays a text wherever a text is allowed; otherwise JSON decides. */
function parseValue(text: string, kinds: ReadonlySet<string>, name: string): unknown {
  if (kinds.has("null") && text === "null") return null;
  if (kinds.has("string") && !(kinds.has("object") && text.startsWith("{"))) return text;
  if (kinds.has("boolean") && /^(true|yes|on)$/i.test(text)) return true;
  if (kinds.has("boolean") && /^(false|no|off)$/i.test(text)) return false;
  if ((kinds.has("number") || kinds.has("integer")) && text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  try {
    return JSON.parse(text);
  } catch {
    if (kinds.size === 0) return text;
    throw new UsageError(`"${name}" must be ${[...kinds].join(" or ")}, and "${text}" is not`);
  }
}

function typesAt(schema: JsonSchema, path: readonly (string | number)[]): ReadonlySet<string> {
  const kinds = new Set<string>();
  for (const shape of schemasAt(schema, path)) {
    for (const type of [shape.type ?? []].flat()) kinds.add(type);
    for (const word of [...(shape.enum ?? []), ...("const" in shape ? [shape.const] : [])]) kinds.add(word === null ? "null" : typeof word);
  }
  return kinds;
}
