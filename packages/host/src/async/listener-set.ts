/** The listeners of a host for one kind of change. */
export interface ListenerSet<T> {
  publish(change: T): void;
  /** Returns a function that unsubscribes. */
  subscribe(listener: (change: T) => void): () => void;
}

export function createListenerSet<T>(): ListenerSet<T> {
  const listeners = new Set<(change: T) => void>();
  return {
    publish(change) {
      for (const listener of listeners) listener(change);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
