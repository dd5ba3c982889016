import { working } from "./watch.ts";

/** Timers that the plugin's own code has set and not cleared. The machine's, because a plugin is given no other. */
export interface PluginTimers extends Disposable {
  /** Which functions of the plugin set those that are pending. */
  pending(): readonly string[];
}

/** Looks at timers until disposed. */
export function watchTimers(): PluginTimers {
  const { setTimeout, setInterval, clearTimeout, clearInterval } = globalThis;
  const pending = new Map<unknown, string>();
  const watched =
    (set: (...args: any[]) => unknown, once: boolean) =>
    (fn: (...args: unknown[]) => void, ...rest: unknown[]): unknown => {
      const by = working.getStore()?.by;
      const fire = (...args: unknown[]): void => {
        if (once) pending.delete(handle);
        fn(...args);
      };
      const handle = set(fire, ...rest);
      if (by !== undefined) pending.set(handle, by);
      return handle;
    };
  const clearing = (clear: (handle: any) => void) => (handle: unknown) => {
    pending.delete(handle);
    clear(handle);
  };
  Object.assign(globalThis, {
    setTimeout: Object.assign(watched(setTimeout, true), setTimeout),
    setInterval: watched(setInterval, false),
    clearTimeout: clearing(clearTimeout),
    clearInterval: clearing(clearInterval),
  });
  return {
    pending: () => [...pending.values()],
    [Symbol.dispose]: () => void Object.assign(globalThis, { setTimeout, setInterval, clearTimeout, clearInterval }),
  };
}
