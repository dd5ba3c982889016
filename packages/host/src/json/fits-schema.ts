import { isSchema, type JsonSchema, propertiesOf, referencedSchema } from "./schema-parts.ts";

/** Levels of a value that are compared. Enough to tell the alternatives of a union apart. */
const comparedLevels = 4;

/**
 * Whether a value could be meant for a schema, by types, constants and names. Not a validation: it tells the alternatives of a union apart.
 */
export function mayFit(root: JsonSchema, schema: unknown, value: unknown, levels: number = comparedLevels): boolean {
  if (!isSchema(schema)) return schema !== false;
  if (levels === 0) return true;
  const below = (part: unknown): boolean => mayFit(root, part, value, levels - 1);
  const { type, const: constant, enum: options, allOf, anyOf, oneOf } = schema;
  const referenced = referencedSchema(root, schema);
  return (
    (type === undefined || [type].flat().some((each) => isOfType(value, each))) &&
    (!Object.hasOwn(schema, "const") || isSameJson(constant, value)) &&
    (!Array.isArray(options) || options.some((option) => isSameJson(option, value))) &&
    (referenced === undefined || below(referenced)) &&
    (!Array.isArray(allOf) || allOf.every(below)) &&
    (!Array.isArray(anyOf) || anyOf.some(below)) &&
    (!Array.isArray(oneOf) || oneOf.some(below)) &&
    (!isSchema(value) || namesFit(root, schema, value, levels))
  );
}

function namesFit(root: JsonSchema, schema: JsonSchema, value: JsonSchema, levels: number): boolean {
  const properties = propertiesOf(schema);
  const { required, additionalProperties, patternProperties } = schema;
  const names = Object.keys(value).filter((name) => value[name] !== undefined);
  if (Array.isArray(required) && !required.every((name) => names.includes(name))) return false;
  const isClosed = additionalProperties === false && patternProperties === undefined;
  return names.every((name) => (Object.hasOwn(properties, name) ? mayFit(root, properties[name], value[name], levels - 1) : !isClosed));
}

function isOfType(value: unknown, type: unknown): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return isSchema(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

const isSameJson = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
