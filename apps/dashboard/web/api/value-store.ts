import { useLayoutEffect, useReducer } from "preact/hooks";

/** A value that components subscribe to. */
export interface ValueStore<T> {
  get(): T;
  set(next: T): void;
  subscribe(listener: () => void): () => void;
}

export function createStore<T>(value: T): ValueStore<T> {
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useStore<T>(store: ValueStore<T>): T {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const value = store.get();
  useLayoutEffect(() => {
    // The value may have changed between rendering and subscribing.
    if (!Object.is(value, store.get())) redraw(0);
    return store.subscribe(() => redraw(0));
  }, [store]);
  return value;
}
