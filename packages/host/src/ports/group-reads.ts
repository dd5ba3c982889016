/**
 * Decides which process reads for a group of accounts, and passes on what it read. A group is all accounts of one app and tenant that read the same thing of
 * themselves. Without a cluster: this process.
 */
export interface GroupReadPort {
  /** Takes part in reading for a group, for the accounts of this process, until `leave`. */
  join(group: ReadingGroup): GroupReading;
}

/** The accounts of this process in a group. */
export interface ReadingGroup {
  /** The same in all processes. */
  readonly name: string;
  /** How often everything is read (ms). */
  readonly interval: number;
  /** The object ids of the users whose accounts are open here. */
  ids(): readonly string[];
  /** Whether an account of this process may read for all, as far as is known. Cheap. */
  canRead(): boolean;
  /**
   * Reads for these users, of any process, and passes on each part as soon as it is there. Another account goes on where one may not read any more.
   * `age`: how long ago the request for the part was sent (ms).
   * @throws CasementError if none can, or Microsoft does not answer
   */
  read(ids: readonly string[], signal: AbortSignal, onPart: (part: ReadPart, age: number) => Promise<void> | void): Promise<void>;
  /** Called with what was read for users of this process. `age`: how long ago it was read (ms). */
  deliver(part: ReadPart, age: number): void;
  /** Reading failed, for the log. */
  onProblem(error: unknown): void;
}

/** What was read in one request. */
export interface ReadPart {
  /** For whom it was read. */
  readonly ids: readonly string[];
  /** JSON by object id. Whom Microsoft does not know is missing. */
  readonly values: ReadonlyMap<string, string>;
}

export interface GroupReading {
  /** Whether somebody reads for the group now. */
  isRead(): boolean | Promise<boolean>;
  /** An account of this process wants its part. `isNew`: for the first time. */
  onAsked(isNew: boolean): void;
  leave(): void;
}
