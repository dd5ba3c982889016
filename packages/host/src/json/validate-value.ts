import { checkValue, jsonSchema, type Schema, textOfIssues, type ValidationIssue } from "@casement/core";
import { jsonFaultOf } from "./json-fault.ts";

/** Why a value from a plugin cannot be used. */
export interface ValueMistake {
  /** Completes "a value that …", without contents: names that the schema does not declare are `*`. */
  readonly reason: string;
  /** The same with the messages of the schema library, which can quote contents. For level `debug`. */
  readonly detail: string;
}

/** The value as its schema returns it, or why it does not fit or is not JSON. */
export async function validateValue(
  schema: Schema,
  raw: unknown,
): Promise<{ readonly value: unknown } | { readonly mistake: ValueMistake }> {
  const result = await checkValue(schema, raw);
  if ("issues" in result) {
    const detail = `does not fit its schema: ${textOfIssues(result.issues)}`;
    return {
      mistake: { reason: `does not fit its schema: ${result.issues.map((issue) => publicIssue(issue, schema)).join("; ")}`, detail },
    };
  }
  const fault = jsonFaultOf(result.value);
  if (fault === undefined) return { value: result.value };
  const [, path = "", reason = ""] = /^(.*?) ((?:is|contains) .*)$/s.exec(fault) ?? [];
  const where = path === "the value" ? path : publicPath(path, schema);
  return { mistake: { reason: `is not JSON: ${where} ${reason}`, detail: `is not JSON: ${fault}` } };
}

function publicIssue({ path, message }: ValidationIssue, schema: Schema): string {
  const types = /^Invalid input: (expected [\w ]+, received [\w ]+)$/.exec(message)?.[1];
  const problem = types ?? "is not valid";
  return path === "" ? `the value itself: ${problem}` : `${publicPath(path, schema)}: ${problem}`;
}

/** The path with `*` for parts that are data: keys of a record can be names or addresses. */
function publicPath(path: string, schema: Schema): string {
  const declared = declaredNames(schema);
  return path
    .split(".")
    .map((part) => (/^\d+…?$/.test(part) || declared.has(part.replace(/…$/, "")) ? part : "*"))
    .join(".");
}

const known = new WeakMap<Schema, ReadonlySet<string>>();

/** The names of all properties that a schema declares, at any depth. */
function declaredNames(schema: Schema): ReadonlySet<string> {
  const names = known.get(schema) ?? new Set(namesIn(jsonSchema(schema, "output")));
  known.set(schema, names);
  return names;
}

function* namesIn(part: unknown): Iterable<string> {
  if (typeof part !== "object" || part === null) return;
  if (Array.isArray(part)) {
    for (const each of part) yield* namesIn(each);
    return;
  }
  for (const [key, value] of Object.entries(part)) {
    if (key === "properties" && typeof value === "object" && value !== null) yield* Object.keys(value);
    yield* namesIn(value);
  }
}
