/** One JSON value that a surface keeps, encrypted: in a file of the data folder, or where all fronts of a cluster find it. */
export interface SealedState extends KeptState {
  /**
   * Reads, changes and writes the value, and returns the new one. What another process wrote meanwhile is never overwritten: `change` is then called
   * again with it. If it returns the same object, nothing is written.
   */
  update(change: (value: unknown) => unknown): Promise<unknown>;
  /** Calls the listener within seconds after another process has written. Omitted if no other process can. The returned function unsubscribes. */
  onChange?(listener: () => void): () => void;
}

/** A value that only one process writes at a time. */
export interface KeptState {
  /** Whether the value that was read comes from a backup, and was not written since. */
  readonly comesFromBackup?: boolean;
  /** Undefined: nothing was written, or the file was unreadable and was set aside. */
  read(): Promise<unknown>;
  write(value: unknown): Promise<void>;
}
