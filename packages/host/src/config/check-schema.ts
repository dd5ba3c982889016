import { issueRuleOf, nearestName, type Schema } from "@casement/core";
import type { ConfigFinding, ConfigPath } from "./config-problem.ts";
import { enumValuesOf, findUnknownKeys, type JsonSchema, schemasAt } from "./json-shape.ts";

/** An issue from any Standard Schema library, with zod's additions. */
interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  readonly code?: string;
  readonly expected?: string;
  readonly errors?: readonly (readonly SchemaIssue[])[];
}

/**
 * Validates a value and returns the schema's output, unknown keys, and the schema's issues, with paths below `base`. `siblings`: other valid
 * keys of the same block, for suggestions.
 */
export async function checkSchema<T>(
  schema: Schema<any, T>,
  value: unknown,
  base: ConfigPath,
  siblings: readonly string[] = [],
): Promise<{ value: T | undefined; findings: readonly ConfigFinding[] }> {
  const shape = jsonSchemaOf(schema);
  const unknown = [...findUnknownKeys(shape, value)];
  const result = await schema["~standard"].validate(value);
  const issues = (result.issues ?? []).flatMap((issue) => innermostIssues(issue as SchemaIssue, []));
  const findings = [
    ...unknown.map(({ path, known }) => unknownKeyFinding([...base, ...path], path.length === 1 ? [...known, ...siblings] : known)),
    // A strict schema reports unknown keys, too.
    ...issues
      .filter(({ issue }) => issue.code !== "unrecognized_keys")
      .map(({ issue, path }) => findingOf(issue, path, value, shape, base)),
  ];
  return { value: result.issues ? undefined : result.value, findings };
}

export function unknownKeyFinding(path: ConfigPath, known: readonly string[], what = "is not a known key"): ConfigFinding {
  const suggestion = nearestName(String(path.at(-1)), known);
  const instead = suggestion === undefined && known.length > 0 ? `; known keys: ${known.join(", ")}` : "";
  return { path, at: "key", message: `${what}${instead}`, suggestion };
}

/** Schemas do not change, and converting one takes milliseconds. */
const convertedSchemas = new WeakMap<Schema, JsonSchema>();

/** The JSON Schema of the accepted values. An empty one if the library cannot convert the schema. */
function jsonSchemaOf(schema: Schema): JsonSchema {
  const known = convertedSchemas.get(schema);
  if (known) return known;
  const converted = convertSchema(schema);
  convertedSchemas.set(schema, converted);
  return converted;
}

function convertSchema(schema: Schema): JsonSchema {
  try {
    return schema["~standard"].jsonSchema.input({ target: "draft-2020-12" });
  } catch {
    return {};
  }
}

/** For a union, returns the issues of the closest branch: the deepest issues, then the fewest. */
function innermostIssues(issue: SchemaIssue, base: ConfigPath): readonly { issue: SchemaIssue; path: ConfigPath }[] {
  const path = [...base, ...(issue.path ?? []).map(partOf)];
  const branches = (issue.errors ?? []).filter((branch) => branch.length > 0);
  if (issue.code !== "invalid_union" || branches.length === 0) return [{ issue, path }];
  const best = branches
    .map((branch) => branch.flatMap((inner) => innermostIssues(inner, path)))
    .sort((a, b) => depthOf(b) - depthOf(a) || a.length - b.length)[0]!;
  // If the branches expect different types, name them all.
  if (depthOf(best) === path.length && branches.every((branch) => branch[0]!.code === "invalid_type")) {
    const expected = [...new Set(branches.map((branch) => branch[0]!.expected!))].map(typeName).join(" or ");
    return [{ issue: { message: `must be ${expected}` }, path }];
  }
  return best;
}

const depthOf = (issues: readonly { path: ConfigPath }[]): number => Math.max(...issues.map((issue) => issue.path.length));

const partOf = (part: PropertyKey | { readonly key: PropertyKey }): string | number => {
  const key = typeof part === "object" ? part.key : part;
  return typeof key === "number" ? key : String(key);
};

function findingOf(issue: SchemaIssue, path: ConfigPath, value: unknown, shape: JsonSchema, base: ConfigPath): ConfigFinding {
  const actual = valueAt(value, path);
  return { ...describeFinding(issue, path, actual, shape, base), ...issueRuleOf(issue, actual) };
}

function describeFinding(issue: SchemaIssue, path: ConfigPath, actual: unknown, shape: JsonSchema, base: ConfigPath): ConfigFinding {
  const full = [...base, ...path];
  if (actual === undefined && path.length > 0) return { path: full, message: "is missing", at: "key" };
  if (actual === null)
    return { path: full, message: `has no value${issue.expected ? `; it must be ${typeName(issue.expected)}` : ""}`, at: "key" };
  if (issue.code === "invalid_type" && issue.expected)
    return { path: full, message: typeMessage(issue.expected, actual), suggestion: suggestBoolean(issue.expected, actual) };
  const words = enumValuesOf(schemasAt(shape, path));
  const suggestion = typeof actual === "string" ? nearestName(actual, words) : undefined;
  if (issue.code === "invalid_value" && words.length > 0) return { path: full, message: `must be ${joinWords(words)}`, suggestion };
  return { path: full, message: issue.message.replace(/^Invalid input: /, ""), suggestion };
}

function typeMessage(expected: string, actual: unknown): string {
  const hint = expected === "array" ? '; start each entry with "- "' : "";
  return `must be ${typeName(expected)}, not ${typeName(Array.isArray(actual) ? "array" : typeof actual)}${hint}`;
}

const typeNames: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "an integer",
  boolean: "true or false",
  array: "a list",
  object: "a block of keys",
  record: "a block of keys",
};

const typeName = (type: string): string => typeNames[type] ?? type;

/** YAML 1.2 reads these words as text. */
function suggestBoolean(expected: string, actual: unknown): string | undefined {
  if (expected !== "boolean" || typeof actual !== "string") return undefined;
  if (/^(yes|on|y|true)$/i.test(actual)) return "true";
  return /^(no|off|n|false)$/i.test(actual) ? "false" : undefined;
}

function joinWords(words: readonly string[]): string {
  return words.length === 1 ? words[0]! : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function valueAt(value: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>(
    (at, part) => (typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[part] : undefined),
    value,
  );
}
