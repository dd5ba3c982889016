import assert from "node:assert/strict";
import { inspect } from "node:util";

/** Results of earlier operations by the names under which they were kept. */
export type KeptResults = Record<string, any>;

/**
 * What a result must contain. An object: at least these properties. An array: these items in this order. A regular expression: a text that
 * matches. A function: returns true, and receives the kept results. Anything else: an equal value.
 */
export type ResultPattern = unknown;

/** One thing that people do with a client. Each list of operations says how its client does it. */
export interface ClientOperation {
  /** What the client does, such as "reads the inbox in pages of ten". */
  readonly name: string;
  readonly finds: ResultPattern;
  /** Keeps the result under this name for later operations. */
  readonly keepAs?: string;
}

/**
 * Runs operations in order and prints a line for each: `ok` or `failed`, the client, the name. An operation that fails does not stop the
 * others. Returns the number of failures.
 */
export async function runOperations<Kind extends ClientOperation>(
  client: string,
  operations: readonly Kind[],
  perform: (operation: Kind, kept: KeptResults) => Promise<unknown>,
): Promise<number> {
  const kept: KeptResults = {};
  let failures = 0;
  for (const operation of operations) {
    try {
      const result = await perform(operation, kept);
      checkPattern(result, operation.finds, kept);
      if (operation.keepAs !== undefined) kept[operation.keepAs] = result;
      console.log(`ok ${client}: ${operation.name}`);
    } catch (error) {
      failures++;
      console.log(`failed ${client}: ${operation.name}: ${reasonOf(error)}`);
    }
  }
  return failures;
}

function checkPattern(actual: any, pattern: any, kept: KeptResults, path = "result"): void {
  const show = () => inspect(actual, { depth: 4, breakLength: Number.POSITIVE_INFINITY, maxStringLength: 600 });
  if (typeof pattern === "function") assert(pattern(actual, kept) === true, `${path} is ${show()}, which ${pattern} does not accept`);
  else if (pattern instanceof RegExp) assert(pattern.test(String(actual)), `${path} is ${show()}, which does not match ${pattern}`);
  else if (Array.isArray(pattern)) {
    assert(Array.isArray(actual) && actual.length === pattern.length, `${path} is ${show()}, not ${pattern.length} items`);
    for (const [at, item] of pattern.entries()) checkPattern(actual[at], item, kept, `${path}[${at}]`);
  } else if (typeof pattern === "object" && pattern !== null) {
    assert(typeof actual === "object" && actual !== null, `${path} is ${show()}, not an object`);
    for (const [name, value] of Object.entries(pattern)) checkPattern(actual[name], value, kept, `${path}.${name}`);
  } else assert(Object.is(actual, pattern), `${path} is ${show()}, not ${inspect(pattern)}`);
}

function reasonOf(error: unknown): string {
  return String((error as Error)?.message ?? inspect(error))
    .replaceAll("\n", " ")
    .slice(0, 1_500);
}
