import { filterTokens, syntaxError, type Token } from "./filter-tokens.ts";

export type Comparison = "eq" | "ne" | "gt" | "ge" | "lt" | "le";
export type Literal = string | number | boolean | null;

/** `attendees/any(a: …)`. */
export interface Quantified {
  kind: "any" | "all";
  path: readonly string[];
  variable: string;
  of: Filter | undefined;
}

export type Operand =
  | { kind: "path"; path: readonly string[] }
  | { kind: "value"; value: Literal }
  | { kind: "function"; name: string; args: readonly Operand[] };

/** A parsed `$filter`. */
export type Filter =
  | { kind: "and" | "or"; left: Filter; right: Filter }
  | { kind: "not"; of: Filter }
  | { kind: "compare"; op: Comparison; left: Operand; right: Operand }
  | { kind: "in"; left: Operand; values: readonly Operand[] }
  | { kind: "test"; of: Operand }
  | Quantified;

const comparisons = new Set(["eq", "ne", "gt", "ge", "lt", "le"]);
const functions = new Set(["contains", "startswith", "endswith", "tolower", "toupper", "trim", "length", "concat", "indexof"]);

/** Parses `$filter` (OData 4.01 §5.1.1 as far as Graph's Outlook, To Do and directory calls take it). Throws 400 for anything else. */
export function parseFilter(text: string): Filter {
  const tokens = filterTokens(text);
  let position = 0;
  const peek = (): Token => tokens[position]!;
  const next = (): Token => tokens[position++]!;
  const fail = (token: Token) => syntaxError(text, token.at);
  const word = (...words: string[]) => peek().kind === "name" && words.includes(peek().text.toLowerCase());
  const take = (punctuation: string) => {
    if (peek().kind !== "punctuation" || peek().text !== punctuation) return false;
    position++;
    return true;
  };
  const expect = (punctuation: string) => {
    if (!take(punctuation)) throw fail(peek());
  };

  function or(): Filter {
    let left = and();
    while (word("or")) {
      next();
      left = { kind: "or", left, right: and() };
    }
    return left;
  }
  function and(): Filter {
    let left = unary();
    while (word("and")) {
      next();
      left = { kind: "and", left, right: unary() };
    }
    return left;
  }
  function unary(): Filter {
    if (word("not")) {
      next();
      return { kind: "not", of: unary() };
    }
    if (take("(")) {
      const inner = or();
      expect(")");
      return inner;
    }
    return comparison();
  }
  function comparison(): Filter {
    const left = operand();
    if (isQuantified(left)) return left;
    if (peek().kind === "name" && comparisons.has(peek().text.toLowerCase())) {
      const op = next().text.toLowerCase() as Comparison;
      return { kind: "compare", op, left, right: plain() };
    }
    if (word("in")) {
      next();
      expect("(");
      const values = list(plain);
      return { kind: "in", left, values };
    }
    if (left.kind === "value" && typeof left.value !== "boolean") throw fail(peek());
    return { kind: "test", of: left };
  }
  function plain(): Operand {
    const start = peek();
    const found = operand();
    if (isQuantified(found)) throw fail(start);
    return found;
  }
  function list<T>(item: () => T): T[] {
    const items = [item()];
    while (take(",")) items.push(item());
    expect(")");
    return items;
  }
  function operand(): Operand | Quantified {
    const token = next();
    if (token.kind === "string") return { kind: "value", value: token.text.slice(1, -1).replaceAll("''", "'") };
    if (token.kind === "number") return { kind: "value", value: Number(token.text) };
    if (token.kind === "date" || token.kind === "guid") return { kind: "value", value: token.text };
    if (token.kind !== "name") throw fail(token);
    const lower = token.text.toLowerCase();
    if (lower === "true" || lower === "false") return { kind: "value", value: lower === "true" };
    if (lower === "null") return { kind: "value", value: null };
    if (functions.has(lower) && take("(")) return { kind: "function", name: lower, args: list(plain) };
    const path = [token.text];
    while (take("/")) {
      const segment = next();
      if (segment.kind !== "name") throw fail(segment);
      const quantifier = segment.text.toLowerCase();
      if ((quantifier === "any" || quantifier === "all") && take("(")) return lambda(quantifier, path);
      path.push(segment.text);
    }
    if (peek().kind === "punctuation" && peek().text === "(") throw fail(peek());
    return { kind: "path", path };
  }
  function lambda(kind: "any" | "all", path: readonly string[]): Quantified {
    if (take(")")) return { kind, path, variable: "", of: undefined };
    const variable = next();
    if (variable.kind !== "name") throw fail(variable);
    expect(":");
    const of = or();
    expect(")");
    return { kind, path, variable: variable.text, of };
  }

  const filter = or();
  if (peek().kind !== "end") throw fail(peek());
  return filter;
}

const isQuantified = (of: Operand | Quantified): of is Quantified => of.kind === "any" || of.kind === "all";

/** The first property a filter names, which Exchange wants to be the sort key when there is `$orderby` too. */
export function firstPath(filter: Filter): string | undefined {
  switch (filter.kind) {
    case "and":
    case "or":
      return firstPath(filter.left);
    case "not":
      return firstPath(filter.of);
    case "any":
    case "all":
      return filter.path.join("/");
    default:
      return pathOf(filter.kind === "test" ? filter.of : filter.left);
  }
}

/** Every property path a filter names, lambda variables left out. */
export function pathsOf(filter: Filter): string[] {
  switch (filter.kind) {
    case "and":
    case "or":
      return [...pathsOf(filter.left), ...pathsOf(filter.right)];
    case "not":
      return pathsOf(filter.of);
    case "any":
    case "all":
      return [filter.path.join("/")];
    case "compare":
      return [pathOf(filter.left), pathOf(filter.right)].filter((path) => path !== undefined);
    default:
      return [pathOf(filter.kind === "test" ? filter.of : filter.left)].filter((path) => path !== undefined);
  }
}

function pathOf(operand: Operand): string | undefined {
  if (operand.kind === "path") return operand.path.join("/");
  return operand.kind === "function" ? operand.args.map(pathOf).find((path) => path !== undefined) : undefined;
}
