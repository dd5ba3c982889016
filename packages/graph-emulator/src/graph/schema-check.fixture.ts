import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as formats from "ajv-formats";

const shared = join(import.meta.dirname, "../../../../../shared/graph");

/** Whether Microsoft's schemas and examples lie beside the repository. */
export const contractData: boolean = existsSync(join(shared, "schemas.json"));

/** An example of Microsoft's pages by the name of its file. */
export function example(name: string): any {
  return JSON.parse(readFileSync(join(shared, "examples", `${name}.json`), "utf8"));
}

/** What is wrong with a body by one of Microsoft's definitions: nothing, or messages with paths. */
export function schemaCheck(): (definition: string, body: unknown) => string[] {
  const schemas = JSON.parse(readFileSync(join(shared, "schemas.json"), "utf8"));
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default.default(ajv);
  ajv.addSchema(schemas);
  return (definition, body) => {
    const check = ajv.getSchema(`${schemas.$id}#/$defs/${definition}`);
    if (!check) throw new Error(`There is no definition ${definition}.`);
    return check(body) ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

/** Properties of the example's object (or of the objects in its page) that ours lacks or has in another JSON type. */
export function lacking(theirs: any, ours: any): string[] {
  if (Array.isArray(theirs?.value)) return [...new Set(theirs.value.flatMap((item: object) => lacking(item, ours.value[0])))] as string[];
  return Object.entries(theirs ?? {})
    .filter(([key]) => !key.startsWith("@"))
    .filter(([key, value]) => !(key in ours) || (value !== null && ours[key] !== null && kind(value) !== kind(ours[key])))
    .map(([key]) => key);
}
const kind = (value: unknown) => (Array.isArray(value) ? "array" : typeof value);
