/** ListenerGroup of one kind of change. One that throws does not stop the others. */
export interface ListenerGroup<T> {
  tell(change: T): void;
  /** Returns a function that unsubscribes. */
  subscribe(listener: (change: T) => void): () => void;
  readonly isEmpty: boolean;
  clear(): void;
}

export function createListenerGroup<T>(onProblem: (error: unknown) => void): ListenerGroup<T> {
  const listeners = new Set<(change: T) => void>();
  return {
    tell(change) {
      for (const listener of listeners) {
        try {
          listener(change);
        } catch (error) {
          onProblem(error);
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    get isEmpty() {
      return listeners.size === 0;
    },
    clear: () => listeners.clear(),
  };
}
