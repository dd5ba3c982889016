import { createRefusal } from "../../refusals/create-refusal.ts";
import { valueAt } from "./evaluate-filter.ts";

type ItemTest = (item: object) => boolean;

/**
 * Creates a test for `$search="displayName:one video" AND "description:prod"`: each word must begin a word of the property. `OR` separates
 * alternatives, and `AND` is the default. Source: learn.microsoft.com/graph/search-query-parameter.
 *
 * @throws GraphFault 400 for a clause that is not `"property:text"`.
 */
export function createDirectorySearch(search: string): ItemTest {
  const alternatives: ItemTest[][] = [[]];
  const clause = /\s*(?:"(\w+):((?:[^"\\]|\\.)*)"|(AND|OR)(?=[\s"]))/y;
  while (clause.lastIndex < search.trimEnd().length) {
    const at = clause.lastIndex;
    const match = clause.exec(search);
    if (!match) throw createSyntaxError(search, at);
    const [, property, text, operator] = match;
    if (operator === "OR") alternatives.push([]);
    if (property !== undefined) alternatives.at(-1)!.push(createClauseTest(property, text!.replaceAll(/\\(.)/g, "$1")));
  }
  return (item) => alternatives.some((tests) => tests.every((test) => test(item)));
}

function createClauseTest(property: string, text: string): ItemTest {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const patterns = words.map((word) => new RegExp(`(?<![\\p{L}\\p{N}])${word}`, "iu"));
  return (item) => {
    const value = valueAt(item, [property]);
    return typeof value === "string" && patterns.every((pattern) => pattern.test(value));
  };
}

function createSyntaxError(text: string, from: number) {
  const colon = text.indexOf(":", from);
  const at = colon < 0 ? from : colon;
  return createRefusal("directory-search-syntax", { character: text[at] ?? "", at, text });
}
