import { isObject, type JsonSchema, mapValues } from "./compact-schema.ts";

/** How much of a field the list of tools shows. Its name, types and choices are always there. */
export interface FieldDetail {
  /** Longest text about the field (characters). */
  readonly maxText: number;
  /** Whether default and bounds are shown. */
  readonly hasBounds: boolean;
}

/** The schema of a field with its texts in `description`: meaning, choices that depend on the account, default. */
export function listField(schema: JsonSchema, { maxText, hasBounds }: FieldDetail): JsonSchema {
  const { title, description = title, default: preset, examples, ...shape } = schema;
  const text = fittingText(description, examples, maxText);
  const defaultText = hasBounds && preset !== undefined && preset !== "" ? `default ${textOf(preset)}` : "";
  const shown = [text, defaultText].filter((part) => part !== "").join("; ");
  return { ...withoutDetails(shape, maxText, hasBounds), ...(shown !== "" && { description: shown }) };
}

/** Whole sentences only: the beginning of one can say the opposite. Sensors, as examples, are worth more than a description. */
function fittingText(description: unknown, examples: unknown, maxLength: number): string {
  const whole = typeof description === "string" ? description : "";
  const [firstSentence = ""] = whole.split(/(?<=\.) /);
  const names = Array.isArray(examples) ? examples.slice(0, maxExamples).join(", ") : "";
  const candidates = names === "" ? [whole, firstSentence] : [names];
  return candidates.find((candidate) => candidate.length <= maxLength) ?? "";
}

/** Most sensors that a field names. */
const maxExamples = 6;

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** The parts of a field have texts and bounds too. */
function withoutDetails(schema: JsonSchema, maxText: number, hasBounds: boolean): JsonSchema {
  const { minimum, maximum, ...shape } = schema;
  const listPart = (part: JsonSchema): JsonSchema => listField(part, { maxText, hasBounds });
  return {
    ...(hasBounds ? schema : shape),
    ...(isObject(schema.properties) && { properties: mapValues(schema.properties, listPart) }),
    ...(isObject(schema.items) && { items: listPart(schema.items) }),
    ...mapValues(choicesOf(schema), (choices) => choices.map(listPart)),
  };
}

const choicesOf = (schema: JsonSchema): Record<string, JsonSchema[]> =>
  Object.fromEntries(["anyOf", "oneOf"].flatMap((keyword) => (Array.isArray(schema[keyword]) ? [[keyword, schema[keyword]]] : [])));
