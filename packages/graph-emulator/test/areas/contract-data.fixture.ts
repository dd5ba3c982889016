import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as formats from "ajv-formats";
import { describe, expect } from "vitest";
import type { TestResponse } from "../test-graph.fixture.ts";
import { untestedExamples } from "./untested-examples.fixture.ts";

const contractFolder = join(import.meta.dirname, "../../../../../shared/graph");

/** Whether Microsoft's contract data is available beside the repository. */
export const contractPresent = existsSync(join(contractFolder, "schemas.json"));

/** Features with Microsoft's examples, each with a test that sends them all. */
export const exampleFeatures = [
  "batch",
  "calendar",
  "chat",
  "error",
  "groupCalendar",
  "mail",
  "mailboxSettings",
  "presence",
  "subscriptions",
  "todo",
  "user",
] as const;

/** Names of all examples of Microsoft. */
export const allExampleNames = (): string[] =>
  contractPresent
    ? readdirSync(join(contractFolder, "examples")).flatMap((file) => (file.endsWith(".json") ? [file.slice(0, -5)] : []))
    : [];

/** Names of a feature's examples, without those in `untestedExamples`. */
export const exampleNamesOf = (...features: (typeof exampleFeatures)[number][]): string[] =>
  allExampleNames().filter((name) => !(name in untestedExamples) && features.some((feature) => name.startsWith(`${feature}--`)));

export const readExample = (name: string): any => JSON.parse(readFileSync(join(contractFolder, "examples", `${name}.json`), "utf8"));

/** Checks a body against a definition, and rejects properties that are not in Microsoft's metadata. Returns the errors. */
export type StrictValidator = (definition: string, body: unknown) => unknown;

/** Describes tests that compare with Microsoft's examples and schemas. Where these are not available, the tests are skipped with a warning. */
export function describeContract(what: string, addTests: (validate: StrictValidator) => void): void {
  if (!contractPresent) process.emitWarning("Skipped: Microsoft's contract data is not available beside the repository (../shared/graph).");
  describe.skipIf(!contractPresent)(`${what}, compared with Microsoft's examples and schemas`, () => {
    addTests((definition, body) => createStrictValidator()(definition, body));
  });
}

/**
 * Expects the status of an example, and a body that fits a definition and has the properties of the example, except those known to be missing.
 * A definition is null where the metadata has none.
 */
export function expectAnswer(
  example: any,
  { status, body }: Pick<TestResponse, "status" | "body">,
  options: { validate: StrictValidator; definition: () => string | null | undefined; missing?: readonly string[] | undefined },
): void {
  expect([status, body?.error?.code]).toEqual([example.status, example.responseBody?.error?.code]);
  if (example.responseBody === null) {
    expect(body).toBeNull();
    return;
  }
  const definition = example.status >= 400 ? "error" : options.definition();
  if (definition === undefined) throw new Error(`There is no definition for ${example.method} ${example.path}`);
  if (definition !== null) expect(options.validate(definition, body)).toEqual([]);
  if (example.status < 400) expect(missingProperties(example.responseBody, body)).toEqual(options.missing ?? []);
}

let strictValidator: StrictValidator | undefined;

/** Returns the validator, which all test files share, because compiling a definition takes seconds. */
export const createStrictValidator = (): StrictValidator => (strictValidator ??= compileStrictValidator());

function compileStrictValidator(): StrictValidator {
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
