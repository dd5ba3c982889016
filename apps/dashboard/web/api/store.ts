import { useLayoutEffect, useReducer } from "preact/hooks";

/** A value that components follow. */
export interface Store<T> {
  get(): T;
  set(next: T): void;
  subscribe(listener: () => void): () => void;
}

export function createStore<T>(value: T): Store<T> {
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

export function useStore<T>(store: Store<T>): T {
  const [, draw] = useReducer((count: number) => count + 1, 0);
  const shown = store.get();
  useLayoutEffect(() => {
    // What changed between drawing and here would be missed.
    if (!Object.is(shown, store.get())) draw(0);
    return store.subscribe(() => draw(0));
  }, [store]);
  return shown;
}
