import { isObject } from "../tools/compact-schema.ts";

/** Longest answer, in characters of JSON: about 8,000 tokens of an agent's memory. */
export const longestResult = 32_000;

const textLengths = [16_000, 8_000, 4_000, 2_000, 500];

type Answer = Readonly<Record<string, unknown>>;

/**
 * An answer in at most `limit` characters of JSON. Long texts are shortened first, then the longest lists lose what is at their end. The field
 * `cut` says what is missing: `{ "messages": "31 of 1000", "texts": "at most 2000 characters" }`. Undefined: it cannot be made to fit.
 */
export function fitResult(answer: Answer, limit: number = longestResult): Answer | undefined {
  if (length(answer) <= limit) return answer;
  for (const most of textLengths) {
    const shorter = withShortTexts(answer, most) as Answer;
    const cut = length(shorter) < length(answer) ? { texts: `at most ${most} characters` } : {};
    const whole = { ...shorter, cut };
    if (length(whole) <= limit) return whole;
    // Before texts lose their sense, lists lose their end.
    if (most <= 2_000) {
      const fitted = withShortLists(shorter, cut, limit);
      if (fitted) return fitted;
    }
  }
  return undefined;
}

const length = (value: unknown): number => JSON.stringify(value).length;

function withShortTexts(value: unknown, most: number): unknown {
  if (typeof value === "string") return value.length > most ? `${value.slice(0, most - 1)}…` : value;
  if (Array.isArray(value)) return value.map((item) => withShortTexts(item, most));
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withShortTexts(item, most)])) : value;
}

interface List {
  readonly path: readonly string[];
  readonly items: readonly unknown[];
}

function withShortLists(answer: Answer, texts: Answer, limit: number): Answer | undefined {
  let current = answer;
  const cut: Record<string, unknown> = { ...texts };
  for (const { path, items } of listsOf(answer, []).sort((a, b) => length(b.items) - length(a.items))) {
    const withItems = (count: number): Answer => ({
      ...(replaced(current, path, items.slice(0, count)) as Answer),
      cut: { ...cut, [path.join(".")]: `${count} of ${items.length}` },
    });
    let count = 0;
    for (let high = items.length; count < high; ) {
      const middle = Math.ceil((count + high) / 2);
      if (length(withItems(middle)) <= limit) count = middle;
      else high = middle - 1;
    }
    const shorter = withItems(count);
    if (count > 0 || length(shorter) <= limit) return shorter;
    current = replaced(current, path, []) as Answer;
    cut[path.join(".")] = `0 of ${items.length}`;
  }
  return undefined;
}

/** Lists that are not within a list. */
function listsOf(value: unknown, path: readonly string[]): List[] {
  if (Array.isArray(value)) return value.length > 0 ? [{ path, items: value }] : [];
  return isObject(value) ? Object.entries(value).flatMap(([key, item]) => listsOf(item, [...path, key])) : [];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  return key === undefined ? by : { ...(value as object), [key]: replaced((value as Record<string, unknown>)[key], rest, by) };
}
