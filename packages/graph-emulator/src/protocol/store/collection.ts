/** One stored item. `seq` increases with every change of the collection, so entries with a higher `seq` have changed since. */
export interface CollectionEntry<T> {
  /** Immutable id. */
  readonly key: string;
  /** Default id. It changes on a move unless the client requests immutable ids. */
  readonly id: string;
  /** Sequence number of the last change. */
  readonly seq: number;
  /** Number of the creation, which is the default order of lists. */
  readonly order: number;
  /** Opaque value that changes with every change. Used as `changeKey` and in `@odata.etag`. */
  readonly changeKey: string;
  readonly createdAt: Date;
  readonly changedAt: Date;
  /** The item has been removed. `value` is its last value. */
  readonly removed: boolean;
  readonly value: T;
}

export interface CollectionOptions {
  now(): Date;
  /** Creates an id. Called once per new item. */
  newId(): string;
  /** Number of removed items to remember for delta. Delta tokens that are older expire. Default: 10,000. */
  tombstones?: number;
}

/** Stores items by immutable id in the order of their last change, with tombstones for delta. */
export class Collection<T> {
  readonly #options: CollectionOptions;
  /** Existing entries and tombstones, oldest change first. */
  readonly #entries = new Map<string, CollectionEntry<T>>();
  readonly #keyById = new Map<string, string>();
  #seq = 0;
  #order = 0;
  #removed = 0;
  #floor = 0;
  #changedAt: Date;

  constructor(options: CollectionOptions) {
    this.#options = options;
    this.#changedAt = options.now();
  }

  /** Sequence number of the last change. */
  get seq(): number {
    return this.#seq;
  }
  /** Sequence number up to which removed items are no longer known. Older tokens require a new full round. */
  get floor(): number {
    return this.#floor;
  }
  /** Time of the last change of any item, or of the creation of the collection. */
  get changedAt(): Date {
    return this.#changedAt;
  }
  get size(): number {
    return this.#entries.size - this.#removed;
  }

  /** Finds an entry by immutable or default id. */
  get(id: string): CollectionEntry<T> | undefined {
    const entry = this.#entries.get(id) ?? this.#entries.get(this.#keyById.get(id) ?? "");
    return entry?.removed ? undefined : entry;
  }

  add(value: T, ids: { key?: string; id?: string; createdAt?: Date } = {}): CollectionEntry<T> {
    const key = ids.key ?? this.#options.newId();
    const now = ids.createdAt ?? this.#options.now();
    return this.#put({ key, id: ids.id ?? key, order: ++this.#order, createdAt: now, changedAt: now, removed: false, value });
  }

  /** Replaces the value. Returns undefined if the id is unknown. */
  set(id: string, value: T): CollectionEntry<T> | undefined {
    const before = this.get(id);
    return before && this.#put({ ...before, changedAt: this.#options.now(), value });
  }

  /** Removes an item and keeps a tombstone. */
  remove(id: string): CollectionEntry<T> | undefined {
    const before = this.get(id);
    if (!before) return undefined;
    this.#removed++;
    this.#keyById.delete(before.id);
    this.#put({ ...before, changedAt: this.#options.now(), removed: true });
    if (this.#removed > (this.#options.tombstones ?? 10_000)) this.#forgetOldest();
    return before;
  }

  /** Existing entries, oldest creation first. */
  list(): CollectionEntry<T>[] {
    return [...this.#entries.values()].filter((entry) => !entry.removed).sort((a, b) => a.order - b.order);
  }

  /** Existing entries and tombstones whose last change is after `seq`, in the order of their changes. */
  *after(seq: number): Generator<CollectionEntry<T>> {
    if (seq >= this.#seq) return;
    for (const entry of this.#entries.values()) if (entry.seq > seq) yield entry;
  }

  #put(entry: Omit<CollectionEntry<T>, "seq" | "changeKey">): CollectionEntry<T> {
    const seq = ++this.#seq;
    this.#changedAt = entry.changedAt;
    const stored = { ...entry, seq, changeKey: `CQAAABYAAAB${Buffer.from(`${entry.key.slice(-10, -4)}:${seq}`).toString("base64")}` };
    if (this.#entries.get(entry.key)?.removed) this.#removed--;
    this.#entries.delete(entry.key);
    this.#entries.set(entry.key, stored);
    if (!entry.removed) this.#keyById.set(entry.id, entry.key);
    return stored;
  }

  #forgetOldest(): void {
    for (const entry of this.#entries.values()) {
      if (!entry.removed) continue;
      this.#entries.delete(entry.key);
      this.#removed--;
      this.#floor = entry.seq;
      return;
    }
  }
}
