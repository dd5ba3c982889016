import { currentCaller } from "./observe-plugin.ts";

/** Timers of Node that the plugin's own code has set and not cleared. */
export interface PluginTimers extends Disposable {
  /** The functions of the plugin that set the pending timers. */
  pending(): readonly string[];
}

/** Replaces the global timer functions until it is disposed. */
export function observeTimers(): PluginTimers {
  const { setTimeout, setInterval, clearTimeout, clearInterval } = globalThis;
  const pending = new Map<unknown, string>();
  const observedSet =
    (set: (...args: any[]) => unknown, firesOnce: boolean) =>
    (fn: (...args: unknown[]) => void, ...rest: unknown[]): unknown => {
      const caller = currentCaller.getStore()?.caller;
      const fire = (...args: unknown[]): void => {
        if (firesOnce) pending.delete(handle);
        fn(...args);
      };
      const handle = set(fire, ...rest);
      if (caller !== undefined) pending.set(handle, caller);
      return handle;
    };
  const observedClear = (clear: (handle: any) => void) => (handle: unknown) => {
    pending.delete(handle);
    clear(handle);
  };
  Object.assign(globalThis, {
    setTimeout: Object.assign(observedSet(setTimeout, true), setTimeout),
    setInterval: observedSet(setInterval, false),
    clearTimeout: observedClear(clearTimeout),
    clearInterval: observedClear(clearInterval),
  });
  return {
    pending: () => [...pending.values()],
    [Symbol.dispose]: () => void Object.assign(globalThis, { setTimeout, setInterval, clearTimeout, clearInterval }),
  };
}
