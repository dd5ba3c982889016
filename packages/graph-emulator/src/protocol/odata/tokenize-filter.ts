import { createRefusal } from "../../refusals/create-refusal.ts";
import type { GraphFault } from "../graph-fault.ts";

export interface FilterToken {
  kind: "name" | "string" | "number" | "date" | "guid" | "punctuation" | "end";
  text: string;
  at: number;
}

const patterns: [FilterToken["kind"], RegExp][] = [
  ["string", /'(?:[^']|'')*'/y],
  ["date", /\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?/iy],
  ["guid", /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/iy],
  ["number", /-?\d+(?:\.\d+)?/y],
  ["name", /[A-Za-z_$@][\w$.]*/y],
  ["punctuation", /[(),/:]/y],
];

export const createFilterSyntaxError = (text: string, at: number): GraphFault => createRefusal("filter-syntax", { at, text });

/** Splits a `$filter` into tokens; the last one is `end`. Names keep their dots. A path is names with `/` between them. */
export function tokenizeFilter(text: string): FilterToken[] {
  const tokens: FilterToken[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at]!)) {
      at++;
      continue;
    }
    let found: FilterToken | undefined;
    for (const [kind, pattern] of patterns) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (match) {
        found = { kind, text: match[0], at };
        break;
      }
    }
    if (!found) throw createFilterSyntaxError(text, at);
    tokens.push(found);
    at += found.text.length;
  }
  return [...tokens, { kind: "end", text: "", at }];
}
