import { cutText } from "@casement/core";
import { isObject } from "../tools/compact-schema.ts";

/** Longest result, in characters of JSON: about 8,000 tokens of a model's context. */
export const defaultMaxResult = 32_000;

/** Limits for each text (characters), tried one after the other. */
const textLimits = [16_000, 8_000, 4_000, 2_000, 500];
/** Once texts are limited to this (characters), lists are shortened before texts become useless. */
const maxTextBesideShortLists = 2_000;

type ToolOutput = Readonly<Record<string, unknown>>;

/**
 * Shortens a result to at most `limit` characters of JSON: first long texts, then the end of the longest lists. The field `cut` describes
 * what is missing: `{ "messages": "31 of 1000", "texts": "at most 2000 characters" }`. A `cursor` goes with the end of the lists: it would skip what is
 * missing. Undefined: it cannot be shortened enough.
 */
export function fitResult(output: ToolOutput, limit: number = defaultMaxResult): ToolOutput | undefined {
  if (lengthOf(output) <= limit) return output;
  for (const textLimit of textLimits) {
    const shortened = shortenTexts(output, textLimit) as ToolOutput;
    const cut = lengthOf(shortened) < lengthOf(output) ? { texts: `at most ${textLimit} characters` } : {};
    const withCut = { ...shortened, cut };
    if (lengthOf(withCut) <= limit) return withCut;
    if (textLimit <= maxTextBesideShortLists) {
      const { cursor: _, ...page } = shortened;
      const fitted = shortenLists(page, cut, limit);
      if (fitted) return fitted;
    }
  }
  return undefined;
}

const lengthOf = (value: unknown): number => JSON.stringify(value).length;

function shortenTexts(value: unknown, limit: number): unknown {
  if (typeof value === "string") return cutText(value, limit);
  if (Array.isArray(value)) return value.map((item) => shortenTexts(item, limit));
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shortenTexts(item, limit)])) : value;
}

interface NestedList {
  readonly path: readonly string[];
  readonly items: readonly unknown[];
}

function shortenLists(output: ToolOutput, textCut: ToolOutput, limit: number): ToolOutput | undefined {
  let current = output;
  const cut: Record<string, unknown> = { ...textCut };
  for (const { path, items } of listsOf(output, []).sort((a, b) => lengthOf(b.items) - lengthOf(a.items))) {
    const withItems = (count: number): ToolOutput => ({
      ...(replaceAt(current, path, items.slice(0, count)) as ToolOutput),
      cut: { ...cut, [path.join(".")]: `${count} of ${items.length}` },
    });
    let count = 0;
    for (let high = items.length; count < high; ) {
      const middle = Math.ceil((count + high) / 2);
      if (lengthOf(withItems(middle)) <= limit) count = middle;
      else high = middle - 1;
    }
    const shortened = withItems(count);
    if (count > 0 || lengthOf(shortened) <= limit) return shortened;
    current = replaceAt(current, path, []) as ToolOutput;
    cut[path.join(".")] = `0 of ${items.length}`;
  }
  return undefined;
}

/** All lists that are not items of another list. */
function listsOf(value: unknown, path: readonly string[]): NestedList[] {
  if (Array.isArray(value)) return value.length > 0 ? [{ path, items: value }] : [];
  return isObject(value) ? Object.entries(value).flatMap(([key, item]) => listsOf(item, [...path, key])) : [];
}

function replaceAt(value: unknown, [key, ...rest]: readonly string[], replacement: unknown): unknown {
  return key === undefined
    ? replacement
    : { ...(value as object), [key]: replaceAt((value as Record<string, unknown>)[key], rest, replacement) };
}
