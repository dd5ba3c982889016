import { compareIdsOf } from "./compare-ids.ts";
import { createFilterSyntaxError, type FilterToken, tokenizeFilter } from "./tokenize-filter.ts";

export type ComparisonOperator = "eq" | "ne" | "gt" | "ge" | "lt" | "le";
export type LiteralValue = string | number | boolean | null;
export type LiteralType = "String" | "Int32" | "Decimal" | "Boolean" | "DateTimeOffset" | "Date" | "Guid" | "Null";

/** `attendees/any(a: …)`. */
export interface LambdaFilter {
  kind: "any" | "all";
  path: readonly string[];
  variable: string;
  condition: FilterExpression | undefined;
}

export type FilterOperand =
  | { kind: "path"; path: readonly string[] }
  | { kind: "value"; value: LiteralValue; type: LiteralType }
  | { kind: "function"; name: string; args: readonly FilterOperand[] }
  /** `cast(value, Edm.Boolean)`. */
  | { kind: "cast"; of: FilterOperand; to: PrimitiveTypeName };

const primitiveTypes = ["boolean", "int16", "int32", "int64", "single", "double", "decimal", "datetimeoffset", "string"] as const;
export type PrimitiveTypeName = (typeof primitiveTypes)[number];

/** A parsed `$filter`. */
export type FilterExpression =
  | { kind: "and" | "or"; left: FilterExpression; right: FilterExpression }
  | { kind: "not"; of: FilterExpression }
  | { kind: "compare"; op: ComparisonOperator; left: FilterOperand; right: FilterOperand }
  | { kind: "in"; left: FilterOperand; values: readonly FilterOperand[] }
  | { kind: "test"; of: FilterOperand }
  | LambdaFilter;

const comparisons = new Set(["eq", "ne", "gt", "ge", "lt", "le"]);
const functions = new Set(["contains", "startswith", "endswith", "tolower", "toupper", "trim", "length", "concat", "indexof"]);

/**
 * Parses `$filter` (OData 4.01 §5.1.1, as far as Graph's Outlook, To Do, and directory requests support it).
 *
 * @throws GraphFault 400 for anything else.
 */
export function parseFilter(text: string): FilterExpression {
  const tokens = tokenizeFilter(text);
  let position = 0;
  const peek = (): FilterToken => tokens[position]!;
  const next = (): FilterToken => tokens[position++]!;
  const syntaxErrorAt = (token: FilterToken) => createFilterSyntaxError(text, token.at);
  const isKeyword = (...words: string[]) => peek().kind === "name" && words.includes(peek().text.toLowerCase());
  const take = (punctuation: string) => {
    if (peek().kind !== "punctuation" || peek().text !== punctuation) return false;
    position++;
    return true;
  };
  const expect = (punctuation: string) => {
    if (!take(punctuation)) throw syntaxErrorAt(peek());
  };

  function or(): FilterExpression {
    let left = and();
    while (isKeyword("or")) {
      next();
      left = { kind: "or", left, right: and() };
    }
    return left;
  }
  function and(): FilterExpression {
    let left = unary();
    while (isKeyword("and")) {
      next();
      left = { kind: "and", left, right: unary() };
    }
    return left;
  }
  function unary(): FilterExpression {
    if (isKeyword("not")) {
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
  function comparison(): FilterExpression {
    const left = operand();
    if (isQuantified(left)) return left;
    if (peek().kind === "name" && comparisons.has(peek().text.toLowerCase())) {
      const op = next().text.toLowerCase() as ComparisonOperator;
      return { kind: "compare", op, left, right: plainOperand() };
    }
    if (isKeyword("in")) {
      next();
      expect("(");
      const values = list(plainOperand);
      return { kind: "in", left, values };
    }
    if (left.kind === "value" && typeof left.value !== "boolean") throw syntaxErrorAt(peek());
    return { kind: "test", of: left };
  }
  function plainOperand(): FilterOperand {
    const start = peek();
    const found = operand();
    if (isQuantified(found)) throw syntaxErrorAt(start);
    return found;
  }
  function list<T>(item: () => T): T[] {
    const items = [item()];
    while (take(",")) items.push(item());
    expect(")");
    return items;
  }
  function operand(): FilterOperand | LambdaFilter {
    const token = next();
    if (token.kind === "string") return { kind: "value", value: token.text.slice(1, -1).replaceAll("''", "'"), type: "String" };
    if (token.kind === "number") return { kind: "value", value: Number(token.text), type: token.text.includes(".") ? "Decimal" : "Int32" };
    if (token.kind === "guid") return { kind: "value", value: token.text, type: "Guid" };
    if (token.kind === "date") return { kind: "value", value: token.text, type: token.text.length > 10 ? "DateTimeOffset" : "Date" };
    if (token.kind !== "name") throw syntaxErrorAt(token);
    const lower = token.text.toLowerCase();
    if (lower === "true" || lower === "false") return { kind: "value", value: lower === "true", type: "Boolean" };
    if (lower === "null") return { kind: "value", value: null, type: "Null" };
    if (lower === "cast" && take("(")) return cast();
    if (functions.has(lower) && take("(")) return { kind: "function", name: lower, args: list(plainOperand) };
    const path = [token.text];
    while (take("/")) {
      const segment = next();
      if (segment.kind !== "name") throw syntaxErrorAt(segment);
      const quantifier = segment.text.toLowerCase();
      if ((quantifier === "any" || quantifier === "all") && take("(")) return lambda(quantifier, path);
      path.push(segment.text);
    }
    if (peek().kind === "punctuation" && peek().text === "(") throw syntaxErrorAt(peek());
    return { kind: "path", path };
  }
  function cast(): FilterOperand {
    const of = plainOperand();
    expect(",");
    const type = next();
    const to = primitiveTypes.find((name) => `edm.${name}` === type.text.toLowerCase());
    if (!to) throw syntaxErrorAt(type);
    expect(")");
    return { kind: "cast", of, to };
  }
  function lambda(kind: "any" | "all", path: readonly string[]): LambdaFilter {
    if (take(")")) return { kind, path, variable: "", condition: undefined };
    const variable = next();
    if (variable.kind !== "name") throw syntaxErrorAt(variable);
    expect(":");
    const condition = or();
    expect(")");
    return { kind, path, variable: variable.text, condition: compareIdsOf(path.at(-1)!, condition, [variable.text, "id"]) };
  }

  const filter = or();
  if (peek().kind !== "end") throw syntaxErrorAt(peek());
  return filter;
}

const isQuantified = (operand: FilterOperand | LambdaFilter): operand is LambdaFilter => operand.kind === "any" || operand.kind === "all";

/** Returns the first property in a filter. With `$orderby`, Exchange requires it to be the sort key. */
export function firstPathOf(filter: FilterExpression): string | undefined {
  switch (filter.kind) {
    case "and":
    case "or":
      return firstPathOf(filter.left);
    case "not":
      return firstPathOf(filter.of);
    case "any":
    case "all":
      return filter.path.join("/");
    default:
      return pathOf(filter.kind === "test" ? filter.of : filter.left);
  }
}

/** Returns every property path in a filter, without lambda variables. */
export function pathsOf(filter: FilterExpression): string[] {
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

function pathOf(operand: FilterOperand): string | undefined {
  if (operand.kind === "path") return operand.path.join("/");
  if (operand.kind === "cast") return pathOf(operand.of);
  return operand.kind === "function" ? operand.args.map(pathOf).find((path) => path !== undefined) : undefined;
}
