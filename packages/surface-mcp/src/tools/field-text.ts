import { isObject, type JsonSchema } from "./compact-schema.ts";

/**
 * A field in one line, much shorter than its JSON Schema: `reminder: integer|null (Minutes before the start)`. Text needs no type. Behind
 * the name come at most so many characters: first the description goes, then the type.
 */
export function fieldText(name: string, schema: JsonSchema, longest: number): string {
  const type = typeText(schema);
  const shown = type === "string" ? "" : `: ${type}`;
  const typed = shown.length <= longest ? shown : "";
  const about = shortDescription(schema, longest - typed.length - 3);
  return `${name}${typed}${about === "" ? "" : ` (${about})`}`;
}

function typeText(schema: JsonSchema): string {
  const { type, enum: values, const: only, items, properties, required, anyOf, oneOf } = schema as Record<string, any>;
  if (Array.isArray(values)) return values.join("|");
  if (only !== undefined) return String(only);
  const choices = anyOf ?? oneOf;
  if (Array.isArray(choices)) return choices.map(typeText).join("|");
  if (Array.isArray(type)) return type.map((one) => typeText({ ...schema, type: one })).join("|");
  if (type === "array") return `${bracketed(isObject(items) ? typeText(items) : "")}[]`;
  if (type !== "object" || !isObject(properties)) return String(type ?? "any");
  const fields = Object.entries(properties).map(([name, field]) => {
    const inner = typeText(field);
    return `${name}${required?.includes(name) ? "" : "?"}${inner === "string" ? "" : `: ${inner}`}`;
  });
  return `{${fields.join(", ")}}`;
}

const bracketed = (type: string): string => (type.includes("|") && !type.startsWith("{") ? `(${type})` : type);

/** Description, default and examples in at most so many characters: whole, else their beginnings, else nothing. */
export function shortDescription({ description, default: preset, examples }: JsonSchema, longest: number): string {
  const text = typeof description === "string" ? description : "";
  const some = Array.isArray(examples) ? examples.slice(0, 6).join(", ") : "";
  const unless = preset === undefined || preset === "" ? "" : `default ${typeof preset === "string" ? preset : JSON.stringify(preset)}`;
  const first = /^[^;:.,(]*/.exec(text)?.[0].trim() ?? "";
  const beginning = first.length > 4 ? first : "";
  const joined = (...parts: string[]): string => parts.filter((part) => part !== "").join("; ");
  // Names that can be given say more than words about them.
  const forms = some === "" ? [joined(text, unless), text, joined(beginning, unless), beginning] : [joined(beginning, some), some];
  return forms.find((form) => form.length <= longest) ?? "";
}
