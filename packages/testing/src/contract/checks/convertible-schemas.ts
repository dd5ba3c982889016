import { jsonSchema } from "@casement/core";
import { createContractCheck } from "../contract-check.ts";
import { conversionErrorOf, schemasOfPlugin } from "../plugin-schemas.ts";

export const convertibleSchemas = createContractCheck("has only schemas that can be converted to JSON Schema", function* ({ definition }) {
  for (const named of schemasOfPlugin(definition)) {
    const conversionError = conversionErrorOf(named);
    if (conversionError !== undefined) {
      yield {
        observed: `${named.name}: ${conversionError}.`,
        advice:
          "Use types that JSON has (texts for dates, no transforms in what is returned). Forms, OpenAPI and tools are generated from the JSON Schema.",
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
      yield { observed: `${named.name} is not an object.`, advice: "Make it an object with named properties." };
    if (named.name.startsWith("sensors.") && json.properties && !("state" in json.properties))
      yield {
        observed: `${named.name} has no property "state".`,
        advice: "Give the value a `state`. Its other properties are attributes.",
      };
  }
});
