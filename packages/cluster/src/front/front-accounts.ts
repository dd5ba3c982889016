/** Which accounts a front shows: those of the cluster, or some of them. */
export interface FrontAccounts {
  /** As they are known at this moment, in the order in which they are shown. */
  list(): readonly FrontAccount[];
  /** Calls the listener after the list has changed. The returned function unsubscribes. */
  follow(listener: (change: FrontAccountChange) => void): () => void;
  /** Omit what must not be done at a front: it then refuses. `config`: as `FrontAccount.config`. */
  readonly add?: (account: FrontAccount) => Promise<void>;
  readonly change?: (account: FrontAccount) => Promise<void>;
  readonly remove?: (name: string) => Promise<void>;
}

export interface FrontAccount {
  readonly name: string;
  /** Its block of the configuration, as JSON. A front uses no secret of it. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** As `AccountChange` of a host. */
export interface FrontAccountChange {
  readonly account: string;
  readonly kind: "added" | "changed" | "removed";
}
