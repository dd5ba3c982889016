import { isDeepStrictEqual } from "node:util";

const day = 86_400_000;

/**
 * Calls `fn` twice with frozen copies of the same data, the second time on another day and with other luck. Returns the first result,
 * and what was seen that a pure function does not do. Copied are the arguments that carry data; what cannot be copied is passed on.
 */
export function calledTwice(
  fn: (argument: any) => unknown,
  argument: Readonly<Record<string, unknown>>,
): { result: unknown; seen: string | undefined } {
  const copy = () => Object.freeze(Object.fromEntries(Object.entries(argument).map(([key, value]) => [key, frozenCopy(value)])));
  let result: unknown;
  try {
    result = fn(copy());
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { result: fn(argument), seen: "it changes what it is given" };
  }
  if (result instanceof Promise) return { result: [], seen: "it returns a promise" };
  const again = elsewhen(() => fn(copy()));
  return { result, seen: isDeepStrictEqual(result, again) ? undefined : "it gave two results for the same data" };
}

function frozenCopy(value: unknown): unknown {
  try {
    return frozen(structuredClone(value));
  } catch {
    return value;
  }
}

const refuse = () => {
  throw new TypeError("read only");
};

function frozen<T>(value: T): T {
  if (value instanceof Map || value instanceof Date) {
    const writers =
      value instanceof Map
        ? ["set", "delete", "clear"]
        : Object.getOwnPropertyNames(Date.prototype).filter((name) => name.startsWith("set"));
    for (const name of writers) Object.defineProperty(value, name, { value: refuse });
    if (value instanceof Map) for (const entry of value.values()) frozen(entry);
  } else if (Array.isArray(value) || isPlain(value)) {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
}

const isPlain = (value: unknown): value is object =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const isRefusal = (error: unknown): boolean =>
  error instanceof TypeError && /read only|not extensible|Cannot delete|redefine/i.test(error.message);

/** Runs `fn` with a clock of the machine that shows tomorrow. */
function elsewhen<T>(fn: () => T): T {
  const { Date: RealDate } = globalThis;
  const { random } = Math;
  const tomorrow = () => RealDate.now() + day;
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
