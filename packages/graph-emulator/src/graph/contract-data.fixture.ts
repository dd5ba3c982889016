import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as formats from "ajv-formats";

const shared = join(import.meta.dirname, "../../../../../shared/graph");

/** Whether the contract data is beside the repository. */
export const contractPresent = existsSync(join(shared, "schemas.json"));

/** Names of Microsoft's examples that begin so. */
export const exampleNamesWith = (prefix: string): string[] =>
  contractPresent
    ? readdirSync(join(shared, "examples"))
        .filter((name) => name.startsWith(prefix))
        .map((name) => name.replace(".json", ""))
    : [];

export const readExample = (name: string): any => JSON.parse(readFileSync(join(shared, "examples", `${name}.json`), "utf8"));

/** Checks a body against a definition, strictly: no property that the metadata does not know. Returns what is wrong. */
export function createStrictValidator(): (definition: string, body: unknown) => unknown {
  const schemas = JSON.parse(readFileSync(join(shared, "schemas.json"), "utf8"));
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

const kind = (value: unknown) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

/** Properties of the example (or of the items of its page) that ours lacks or has in another JSON type; null goes with anything. */
export function missingProperties(theirs: any, ours: any, path = ""): string[] {
  if (Array.isArray(theirs)) {
    // What one of our items has, the kind has.
    const any = kind(ours[0]) === "object" ? Object.assign({}, ...ours) : ours[0];
    return any === undefined ? [] : [...new Set(theirs.flatMap((item) => missingProperties(item, any, path)))];
  }
  if (kind(theirs) !== "object") return [];
  return Object.entries(theirs).flatMap(([name, value]) => {
    if (name.startsWith("@")) return [];
    const here = path + name;
    if (!(name in ours)) return [here];
    if (value === null || ours[name] === null) return [];
    return kind(value) === kind(ours[name]) ? missingProperties(value, ours[name], name === "value" && path === "" ? "" : `${here}/`) : [here];
  });
}
