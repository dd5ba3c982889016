import { nearestName, type Schema } from "@casement/core";
import type { ConfigFinding, ConfigPath } from "./config-problem.ts";
import { enumValuesOf, findUnknownKeys, type JsonSchema, schemasAt } from "./json-shape.ts";

/** An issue of any Standard Schema library, with what zod adds. */
interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  readonly code?: string;
  readonly expected?: string;
  readonly errors?: readonly (readonly SchemaIssue[])[];
}

/**
 * The value as the schema returns it, and everything wrong with it: keys the schema does not know, and what the schema itself says, each with its path below `base`.
 * `siblings` are keys that somebody else reads from the same block, for suggestions.
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
    // A strict schema says it again.
    ...issues
      .filter(({ issue }) => issue.code !== "unrecognized_keys")
      .map(({ issue, path }) => findingOf(issue, path, value, shape, base)),
  ];
  return { value: result.issues ? undefined : result.value, findings };
}

export function unknownKeyFinding(path: ConfigPath, known: readonly string[], what = "is not a known key"): ConfigFinding {
  const suggestion = nearestName(String(path.at(-1)), known);
  const instead = suggestion === undefined && known.length > 0 ? `; known here: ${known.join(", ")}` : "";
  return { path, at: "key", message: `${what}${instead}`, suggestion };
}

/** JSON Schema of what is accepted; an open one where a library cannot say. */
function jsonSchemaOf(schema: Schema): JsonSchema {
  try {
    return schema["~standard"].jsonSchema.input({ target: "draft-2020-12" });
  } catch {
    return {};
  }
}

/** Of an alternative, the issues of the branch that came nearest: the deepest, then the fewest. */
function innermostIssues(issue: SchemaIssue, base: ConfigPath): readonly { issue: SchemaIssue; path: ConfigPath }[] {
  const path = [...base, ...(issue.path ?? []).map(partOf)];
  const branches = (issue.errors ?? []).filter((branch) => branch.length > 0);
  if (issue.code !== "invalid_union" || branches.length === 0) return [{ issue, path }];
  const best = branches
    .map((branch) => branch.flatMap((inner) => innermostIssues(inner, path)))
    .sort((a, b) => depthOf(b) - depthOf(a) || a.length - b.length)[0]!;
  // Different types at the same place: say them all.
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
  const hint = expected === "array" ? '; begin each entry with "- "' : "";
  return `must be ${typeName(expected)}, not ${typeName(Array.isArray(actual) ? "array" : typeof actual)}${hint}`;
}

const typeNames: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a block of keys",
  record: "a block of keys",
};

const typeName = (type: string): string => typeNames[type] ?? type;

/** YAML 1.2 takes these words for text. */
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
