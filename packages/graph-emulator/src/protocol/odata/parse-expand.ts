import { createRefusal } from "../../refusals/create-refusal.ts";
import { compareIdsOf } from "./compare-ids.ts";
import type { ExpandOption } from "./odata-query.ts";
import { parseFilter } from "./parse-filter.ts";

/**
 * Parses `$expand`: `members,messages($top=1;$select=id)`.
 *
 * @throws GraphFault 400 when it is not valid.
 */
export function parseExpand(text: string): ExpandOption[] {
  return splitOutsideParentheses(text, ",").map((term) => {
    const [, property, options = ""] = /^([\w/.]+)(?:\((.*)\))?$/s.exec(term) ?? [];
    if (!property) throw createRefusal("expand-syntax", { term });
    const pairs = splitOutsideParentheses(options, ";").map((option): [string, string] => {
      const [, name, value] = /^\$?(\w+)\s*=(.*)$/s.exec(option) ?? [];
      if (!name) throw createRefusal("expand-syntax", { term });
      return [name.toLowerCase(), value!.trim()];
    });
    const nested = new Map(pairs);
    const filter = nested.get("filter");
    return { property, options: nested, filter: filter ? compareIdsOf(property, parseFilter(filter), ["id"]) : undefined };
  });
}

/** Splits at a character that is neither in parentheses nor in quotes. Empty parts are left out. */
function splitOutsideParentheses(text: string, separator: string): string[] {
  const parts = [""];
  let depth = 0;
  let quoted = false;
  for (const char of text) {
    if (char === "'") quoted = !quoted;
    if (!quoted && char === "(") depth++;
    if (!quoted && char === ")") depth--;
    if (char === separator && depth === 0 && !quoted) parts.push("");
    else parts[parts.length - 1] += char;
  }
  return parts.map((part) => part.trim()).filter(Boolean);
}
