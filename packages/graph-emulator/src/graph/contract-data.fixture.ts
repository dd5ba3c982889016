import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as formats from "ajv-formats";

const contractFolder = join(import.meta.dirname, "../../../../../shared/graph");

/** Whether Microsoft's contract data is available beside the repository. */
export const contractPresent = existsSync(join(contractFolder, "schemas.json"));

/** Names of Microsoft's examples that begin with `prefix`. */
export const exampleNamesWith = (prefix: string): string[] =>
  contractPresent
    ? readdirSync(join(contractFolder, "examples"))
        .filter((name) => name.startsWith(prefix))
        .map((name) => name.replace(".json", ""))
    : [];

export const readExample = (name: string): any => JSON.parse(readFileSync(join(contractFolder, "examples", `${name}.json`), "utf8"));

/**
 * Creates a validator that checks a body against a definition and rejects properties that are not in Microsoft's metadata. Returns the
 * errors.
 */
export function createStrictValidator(): (definition: string, body: unknown) => unknown {
  const schemas = JSON.parse(readFileSync(join(contractFolder, "schemas.json"), "utf8"));
  schemas.$defs._extra = schemas.$defs._extraOpen = false;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default.default(ajv);
  ajv.addSchema(schemas);
  return (definition, body) => {
    const check = ajv.getSchema(`${schemas.$id}#/$defs/${definition}`);
    if (!check) throw new Error(`There is no definition ${definition}.`);
    return check(body) ? [] : check.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

const jsonTypeOf = (value: unknown) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

/**
 * Names the properties of the example (or of the items of its page) that are missing in the actual body or have another JSON type there.
 * Null matches any type.
 */
export function missingProperties(example: any, actual: any, path = ""): string[] {
  if (Array.isArray(example)) {
    // A property counts as present if any item has it.
    const merged = jsonTypeOf(actual[0]) === "object" ? Object.assign({}, ...actual) : actual[0];
    return merged === undefined ? [] : [...new Set(example.flatMap((item) => missingProperties(item, merged, path)))];
  }
  if (jsonTypeOf(example) !== "object") return [];
  return Object.entries(example).flatMap(([name, value]) => {
    if (name.startsWith("@")) return [];
    const fullName = path + name;
    if (!(name in actual)) return [fullName];
    if (value === null || actual[name] === null) return [];
    return jsonTypeOf(value) === jsonTypeOf(actual[name])
      ? missingProperties(value, actual[name], name === "value" && path === "" ? "" : `${fullName}/`)
      : [fullName];
  });
}
