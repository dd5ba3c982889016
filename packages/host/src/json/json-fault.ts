/** Deeper values are refused, because serializers could fail on them. */
const maxDepth = 200;
/** Number of path segments that are named. */
const maxNamed = 8;

/**
 * Explains why a value cannot be stored or sent as JSON: `items.3.size is a BigInt`. Returns undefined if it can. Undefined properties are
 * allowed and omitted, as by `JSON.stringify`.
 */
export function jsonFaultOf(value: unknown): string | undefined {
  const ancestors: object[] = [];
  const path: (string | number)[] = [];
  const faultIn = (value: unknown): string | undefined => {
    const reason = scalarFaultOf(value);
    if (reason !== undefined) return reason;
    if (typeof value !== "object" || value === null) return undefined;
    if (ancestors.includes(value)) return "contains itself";
    if (ancestors.length >= maxDepth) return `is nested more than ${maxDepth} levels deep`;
    ancestors.push(value);
    for (const key in value) {
      const inner = (value as Record<string, unknown>)[key];
      if (inner === undefined && !Array.isArray(value)) continue;
      path.push(key);
      const fault = faultIn(inner);
      if (fault !== undefined) return fault;
      path.pop();
    }
    ancestors.pop();
    return undefined;
  };
  const fault = faultIn(value);
  if (fault === undefined) return undefined;
  const location = path.length > maxNamed ? `${path.slice(0, maxNamed).join(".")}…` : path.join(".");
  return `${location || "the value"} ${fault}`;
}

function scalarFaultOf(value: unknown): string | undefined {
  switch (typeof value) {
    case "bigint":
      return "is a BigInt";
    case "function":
      return "is a function";
    case "symbol":
      return "is a symbol";
    case "undefined":
      return "is undefined";
    case "number":
      return Number.isFinite(value) ? undefined : `is ${value}`;
    case "object":
      return value === null || Array.isArray(value) || isPlain(value) ? undefined : `is a ${value.constructor?.name ?? "class instance"}`;
    default:
      return undefined;
  }
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  // An object from another realm has a different `Object.prototype`, which itself has no prototype.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
