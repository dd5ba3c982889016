import { isObject, type JsonSchema } from "./compact-schema.ts";

/**
 * A field in one line, much shorter than its JSON Schema: `reminder: integer|null (Minutes before the start)`. The type is omitted for
 * text fields. `maxLength` limits what follows the name: a longer description is omitted first, then the type.
 */
export function describeField(name: string, schema: JsonSchema, maxLength: number): string {
  const type = typeTextOf(schema);
  const typeSuffix = type === "string" ? "" : `: ${type}`;
  const fittingType = typeSuffix.length <= maxLength ? typeSuffix : "";
  const description = shortenDescription(schema, maxLength - fittingType.length - 3);
  return `${name}${fittingType}${description === "" ? "" : ` (${description})`}`;
}

function typeTextOf(schema: JsonSchema): string {
  const { type, enum: values, const: constant, items, properties, required, anyOf, oneOf } = schema as Record<string, any>;
  if (Array.isArray(values)) return values.join("|");
  if (constant !== undefined) return String(constant);
  const choices = anyOf ?? oneOf;
  if (Array.isArray(choices)) return choices.map(typeTextOf).join("|");
  if (Array.isArray(type)) return type.map((single) => typeTextOf({ ...schema, type: single })).join("|");
  if (type === "array") return `${inParentheses(isObject(items) ? typeTextOf(items) : "")}[]`;
  if (type !== "object" || !isObject(properties)) return String(type ?? "any");
  const fields = Object.entries(properties).map(([name, field]) => {
    const fieldType = typeTextOf(field);
    return `${name}${required?.includes(name) ? "" : "?"}${fieldType === "string" ? "" : `: ${fieldType}`}`;
  });
  return `{${fields.join(", ")}}`;
}

const inParentheses = (type: string): string => (type.includes("|") && !type.startsWith("{") ? `(${type})` : type);

/** Description, default and examples in at most `maxLength` characters: whole, or the beginning, or nothing. */
export function shortenDescription({ description, default: preset, examples }: JsonSchema, maxLength: number): string {
  const text = typeof description === "string" ? description : "";
  const exampleText = Array.isArray(examples) ? examples.slice(0, 6).join(", ") : "";
  const defaultText =
    preset === undefined || preset === "" ? "" : `default ${typeof preset === "string" ? preset : JSON.stringify(preset)}`;
  const firstPhrase = /^[^;:.,(]*/.exec(text)?.[0].trim() ?? "";
  const beginning = firstPhrase.length > 4 ? firstPhrase : "";
  const join = (...parts: string[]): string => parts.filter((part) => part !== "").join("; ");
  // Examples, such as the names of sensors, are worth more than a description.
  const candidates =
    exampleText === ""
      ? [join(text, defaultText), text, join(beginning, defaultText), beginning]
      : [join(beginning, exampleText), exampleText];
  return candidates.find((candidate) => candidate.length <= maxLength) ?? "";
}
