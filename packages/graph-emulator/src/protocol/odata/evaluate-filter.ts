import { propertiesOf } from "../properties-of.ts";
import type { ComparisonOperator, FilterExpression, FilterOperand, LiteralValue, PrimitiveTypeName } from "./parse-filter.ts";

type Scope = Readonly<Record<string, unknown>>;

/** Returns the value at a property path, or undefined. Names match in any case, as in Exchange. */
export function valueAt(item: unknown, path: readonly string[]): unknown {
  let value = item;
  for (const name of path) {
    if (value === null || typeof value !== "object") return undefined;
    const actualName = name in value ? name : Object.keys(value).find((key) => key.toLowerCase() === name.toLowerCase());
    value = actualName === undefined ? undefined : propertiesOf(value)[actualName];
  }
  return value;
}

/** Whether an item matches a filter. Strings compare without case, ISO date-times as instants (UTC without a time zone). */
export function matchesFilter(filter: FilterExpression, item: object, variables: Scope = {}): boolean {
  switch (filter.kind) {
    case "and":
      return matchesFilter(filter.left, item, variables) && matchesFilter(filter.right, item, variables);
    case "or":
      return matchesFilter(filter.left, item, variables) || matchesFilter(filter.right, item, variables);
    case "not":
      return !matchesFilter(filter.of, item, variables);
    case "compare":
      return compare(filter.op, evaluate(filter.left, item, variables), evaluate(filter.right, item, variables));
    case "in": {
      const left = evaluate(filter.left, item, variables);
      return filter.values.some((value) => compare("eq", left, evaluate(value, item, variables)));
    }
    case "test":
      return evaluate(filter.of, item, variables) === true;
    case "any":
    case "all": {
      const list = valueOfPath(filter.path, item, variables);
      if (!Array.isArray(list)) return filter.kind === "all";
      const condition = filter.condition;
      if (!condition) return list.length > 0;
      const test = (element: unknown) => matchesFilter(condition, item, { ...variables, [filter.variable]: element });
      return filter.kind === "any" ? list.some(test) : list.every(test);
    }
  }
}

const valueOfPath = (path: readonly string[], item: object, variables: Scope) =>
  path[0]! in variables ? valueAt(variables[path[0]!], path.slice(1)) : valueAt(item, path);

function evaluate(operand: FilterOperand, item: object, variables: Scope): unknown {
  if (operand.kind === "value") return operand.value;
  if (operand.kind === "path") return valueOfPath(operand.path, item, variables);
  if (operand.kind === "cast") return castTo(operand.to, evaluate(operand.of, item, variables));
  const args = operand.args.map((arg) => evaluate(arg, item, variables));
  const [first, second] = args.map((arg) => (typeof arg === "string" ? arg.toLowerCase() : ""));
  switch (operand.name) {
    case "same":
      return args[0] === args[1];
    case "contains":
      return typeof args[0] === "string" && first!.includes(second ?? "");
    case "startswith":
      return typeof args[0] === "string" && first!.startsWith(second ?? "");
    case "endswith":
      return typeof args[0] === "string" && first!.endsWith(second ?? "");
    case "tolower":
    case "toupper":
      return first;
    case "trim":
      return first!.trim();
    case "length":
      return first!.length;
    case "indexof":
      return first!.indexOf(second ?? "");
    default:
      return `${first ?? ""}${second ?? ""}`;
  }
}

/** Converts the text of an extended property. A value that has no such form becomes null, which compares with nothing. */
function castTo(type: PrimitiveTypeName, value: unknown): LiteralValue {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return null;
  const text = String(value);
  if (type === "string" || type === "datetimeoffset") return text;
  if (type === "boolean") return /^(true|false)$/i.test(text) ? text.toLowerCase() === "true" : null;
  return text.trim() === "" || Number.isNaN(Number(text)) ? null : Number(text);
}

const dateTimePattern = /^\d{4}-\d\d-\d\d(T\d\d:\d\d|$)/;
const zonePattern = /(Z|[+-]\d\d:\d\d)$/i;

/** Converts a value to one that can be compared: date-times to instants, other strings to lowercase. */
export function toOrderable(value: unknown): LiteralValue {
  if (typeof value === "string") {
    if (!dateTimePattern.test(value)) return value.toLowerCase();
    const time = Date.parse(value.length === 10 || zonePattern.test(value) ? value : `${value}Z`);
    return Number.isNaN(time) ? value.toLowerCase() : time;
  }
  return typeof value === "number" || typeof value === "boolean" ? value : null;
}

function compare(op: ComparisonOperator, left: unknown, right: unknown): boolean {
  const a = toOrderable(left);
  const b = toOrderable(right);
  if (op === "eq") return a === b;
  if (op === "ne") return a !== b;
  if (a === null || b === null) return false;
  if (op === "gt") return a > b;
  if (op === "ge") return a >= b;
  return op === "lt" ? a < b : a <= b;
}
