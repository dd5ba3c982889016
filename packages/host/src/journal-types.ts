export interface JournalEvent {
  /** Digits. Ids increase across all accounts, so a reader can resume after the last one. */
  readonly id: string;
  readonly account: string;
  /** `plugin/name` or `account/name`. */
  readonly type: string;
  /** When it happened, ISO 8601. */
  readonly at: string;
  readonly payload: unknown;
}

export interface EventJournal<E extends JournalEvent = JournalEvent> {
  /** Events after `id`, oldest first. @throws CasementError `input-invalid` when `id` is not the id of an event */
  after(id?: string, query?: EventQuery): Promise<EventPage<E>>;
  readonly lastId: string | undefined;
  /**
   * True: nobody commits an event after one with a higher id. Listeners can still learn of an event later than `after` returns it, because it was stored by
   * another process.
   */
  readonly inOrder?: boolean;
  subscribe(listener: (event: E) => void): () => void;
}

export interface EventQuery {
  /** Only events of this account. */
  readonly account?: string;
  /** Maximum number of events. Default: 1,000. */
  readonly limit?: number;
}

export interface EventPage<E extends JournalEvent = JournalEvent> {
  readonly events: readonly E[];
  /** Some events between the requested id and the first one are no longer kept. */
  readonly lost: boolean;
  /** The id after which they come: lower than the requested one if ids went back, because the clock had been ahead and data was lost. */
  readonly after: string;
}
