import { isDeepStrictEqual } from "node:util";
import { dayMs } from "@casement/core";

export interface TwoCalls {
  /** What the first call returned. */
  readonly result: unknown;
  /** What a pure function does not do. Undefined when the function is pure, as far as two calls show. */
  readonly impurity: string | undefined;
}

/**
 * Calls `fn` twice with frozen copies of the same data. The second call sees another day and other random numbers. Arguments that cannot be
 * copied are passed as they are. Throws what `fn` throws.
 */
export function callTwice(fn: (argument: any) => unknown, argument: Readonly<Record<string, unknown>>): TwoCalls {
  const copy = () => Object.freeze(Object.fromEntries(Object.entries(argument).map(([key, value]) => [key, frozenCopy(value)])));
  let result: unknown;
  try {
    result = fn(copy());
  } catch (error) {
    if (!isWriteRefusal(error)) throw error;
    return { result: fn(argument), impurity: "it changes its arguments" };
  }
  if (result instanceof Promise) return { result: [], impurity: "it returns a promise" };
  const second = callTomorrow(() => fn(copy()));
  return { result, impurity: isDeepStrictEqual(result, second) ? undefined : "it returned two different results for the same data" };
}

function frozenCopy(value: unknown): unknown {
  try {
    return deepFreeze(structuredClone(isReadonlyMap(value) ? new Map(value) : value));
  } catch {
    return value;
  }
}

/** Items are a map of the host's own. */
const isReadonlyMap = (value: unknown): value is ReadonlyMap<unknown, unknown> =>
  typeof value === "object" && value !== null && "get" in value && "size" in value && Symbol.iterator in value;

const refuseWrite = () => {
  throw new TypeError("read only");
};

function deepFreeze<T>(value: T): T {
  if (value instanceof Map || value instanceof Date) {
    const writers =
      value instanceof Map
        ? ["set", "delete", "clear"]
        : Object.getOwnPropertyNames(Date.prototype).filter((name) => name.startsWith("set"));
    for (const name of writers) Object.defineProperty(value, name, { value: refuseWrite });
    if (value instanceof Map) for (const entry of value.values()) deepFreeze(entry);
  } else if (Array.isArray(value) || isPlainObject(value)) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
}

const isPlainObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const isWriteRefusal = (error: unknown): boolean =>
  error instanceof TypeError && /read only|not extensible|Cannot delete|redefine/i.test(error.message);

/** Runs `fn` while the machine's clock shows tomorrow and `Math.random` returns other numbers. */
function callTomorrow<T>(fn: () => T): T {
  const { Date: RealDate } = globalThis;
  const { random } = Math;
  const tomorrow = () => RealDate.now() + dayMs;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, made) => Reflect.construct(target, args.length === 0 ? [tomorrow()] : args, made),
    get: (target, name) => (name === "now" ? tomorrow : Reflect.get(target, name)),
  });
  Math.random = () => 1 - random();
  try {
    return fn();
  } finally {
    globalThis.Date = RealDate;
    Math.random = random;
  }
}
