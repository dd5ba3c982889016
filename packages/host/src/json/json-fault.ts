/** Deeper values are refused: no serializer has to survive them. */
const maxDepth = 200;
/** Parts of a path that are named. */
const maxNamed = 8;

/**
 * Why a value cannot be sent or stored as JSON, with the path to the place: `items.3.size is a BigInt`. Undefined when it can. An
 * undefined property counts as absent, as in `JSON.stringify`.
 */
export function jsonFault(value: unknown): string | undefined {
  const ancestors: object[] = [];
  const path: (string | number)[] = [];
  const faultIn = (value: unknown): string | undefined => {
    const reason = scalarFault(value);
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
  const place = path.length > maxNamed ? `${path.slice(0, maxNamed).join(".")}…` : path.join(".");
  return `${place || "the value"} ${fault}`;
}

function scalarFault(value: unknown): string | undefined {
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
  // An object of another realm has a prototype of its own, without one above it.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
