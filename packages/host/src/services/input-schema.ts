import { jsonSchema, type ServiceDefinition } from "@casement/core";
import { itemIdPattern } from "../graph/request-target.ts";
import { isSchema, type JsonSchema, propertiesOf } from "../json/schema-parts.ts";

/**
 * The JSON Schema of a service's input, with what the host itself requires: `sensor` if the service has a target, and the pattern of IDs.
 * `slugs`: the sensors that it accepts.
 */
export function inputSchemaOf(service: ServiceDefinition, slugs: readonly string[]): JsonSchema {
  const schema = withIdPattern(jsonSchema(service.input, "input"), service.item?.id);
  if (service.target === undefined) return schema;
  const sensor = {
    type: "string",
    description: `Slug, title or ID of the sensor to act on. Optional${service.optionalTarget ? "" : " if there is only one"}.`,
    "x-order": 0,
    ...(slugs.length > 0 && { examples: slugs }),
  };
  const required = Array.isArray(schema.required) ? schema.required : [];
  return {
    ...schema,
    properties: { sensor, ...(schema.properties as object) },
    ...(slugs.length > 1 && !service.optionalTarget && { required: ["sensor", ...required] }),
  };
}

function withIdPattern(schema: JsonSchema, field: string | undefined): JsonSchema {
  const properties = propertiesOf(schema);
  const ids = field === undefined ? undefined : properties[field];
  return ids === undefined ? schema : { ...schema, properties: { ...properties, [field!]: withPattern(ids) } };
}

/** The schema of a text, of a list of texts, or of either, with a pattern for the texts. */
function withPattern(schema: JsonSchema): JsonSchema {
  const { items, anyOf } = schema;
  return {
    ...schema,
    ...(schema.type === "string" && { pattern: itemIdPattern }),
    ...(isSchema(items) && { items: withPattern(items) }),
    ...(Array.isArray(anyOf) && { anyOf: anyOf.map(withPattern) }),
  };
}
