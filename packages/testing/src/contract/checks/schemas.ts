import { jsonSchema } from "@casement/core";
import { check } from "../check.ts";
import { conversionFault, schemasOf } from "../json-schema.ts";

export const schemas = check("says every schema as JSON Schema", function* ({ definition }) {
  for (const named of schemasOf(definition)) {
    const fault = conversionFault(named);
    if (fault !== undefined) {
      yield {
        seen: `${named.name}: ${fault}.`,
        todo: "Use types that JSON has (texts for dates, no transforms where a result is described): forms, OpenAPI and tools are made from it.",
      };
      continue;
    }
    const json = jsonSchema(named.schema, named.side) as {
      type?: unknown;
      anyOf?: unknown;
      oneOf?: unknown;
      allOf?: unknown;
      properties?: object;
    };
    const isObject = json.type === "object" || json.anyOf || json.oneOf || json.allOf;
    if (/^(services\..*\.input|sensors|config|events)/.test(named.name) && !isObject)
      yield { seen: `${named.name} is not an object.`, todo: "Make it an object with named properties." };
    if (named.name.startsWith("sensors.") && json.properties && !("state" in json.properties))
      yield { seen: `${named.name} has no property "state".`, todo: "Give the value a `state`; everything else is an attribute." };
  }
});
