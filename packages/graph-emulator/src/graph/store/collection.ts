/** One stored item. `seq` grows with every change of the collection, so entries after a `seq` are what changed since. */
export interface CollectionEntry<T> {
  /** The immutable id. */
  readonly key: string;
  /** What other clients call it: changes on a move unless they ask for immutable ids. */
  readonly id: string;
  /** How many-th change of the collection made it as it is. */
  readonly seq: number;
  /** Made by the how many-th creation; lists without an order use it. */
  readonly order: number;
  /** Opaque, new with every change: `changeKey`, and inside `@odata.etag`. */
  readonly changeKey: string;
  readonly createdAt: Date;
  readonly changedAt: Date;
  /** The item is gone; `value` is what it was. */
  readonly removed: boolean;
  readonly value: T;
}

export interface CollectionOptions {
  now(): Date;
  /** Makes ids; called once per new item. */
  newId(): string;
  /** How many removed items are remembered for delta; older delta tokens expire. */
  tombstones?: number;
}

/** Items by immutable id in the order of their last change, with tombstones: a map, and everything delta needs. */
export class Collection<T> {
  readonly #options: CollectionOptions;
  /** Live entries and tombstones, oldest change first. */
  readonly #entries = new Map<string, CollectionEntry<T>>();
  readonly #keyById = new Map<string, string>();
  #seq = 0;
  #order = 0;
  #removed = 0;
  #floor = 0;

  constructor(options: CollectionOptions) {
    this.#options = options;
  }

  /** The last change. */
  get seq(): number {
    return this.#seq;
  }
  /** What was removed up to here is no longer known; older tokens must start anew. */
  get floor(): number {
    return this.#floor;
  }
  get size(): number {
    return this.#entries.size - this.#removed;
  }

  /** By immutable or default id. */
  get(id: string): CollectionEntry<T> | undefined {
    const entry = this.#entries.get(id) ?? this.#entries.get(this.#keyById.get(id) ?? "");
    return entry?.removed ? undefined : entry;
  }

  add(value: T, ids: { key?: string; id?: string; createdAt?: Date } = {}): CollectionEntry<T> {
    const key = ids.key ?? this.#options.newId();
    const now = ids.createdAt ?? this.#options.now();
    return this.#put({ key, id: ids.id ?? key, order: ++this.#order, createdAt: now, changedAt: now, removed: false, value });
  }

  /** Replaces the value; undefined when the id is unknown. */
  set(id: string, value: T): CollectionEntry<T> | undefined {
    const before = this.get(id);
    return before && this.#put({ ...before, changedAt: this.#options.now(), value });
  }

  /** Leaves a tombstone. */
  remove(id: string): CollectionEntry<T> | undefined {
    const before = this.get(id);
    if (!before) return undefined;
    this.#removed++;
    this.#keyById.delete(before.id);
    this.#put({ ...before, changedAt: this.#options.now(), removed: true });
    if (this.#removed > (this.#options.tombstones ?? 10_000)) this.#forgetOldest();
    return before;
  }

  /** Live entries, oldest creation first. */
  list(): CollectionEntry<T>[] {
    return [...this.#entries.values()].filter((entry) => !entry.removed).sort((a, b) => a.order - b.order);
  }

  /** Live entries and tombstones whose last change is after `seq`, in the order of their changes. */
  *after(seq: number): Generator<CollectionEntry<T>> {
    if (seq >= this.#seq) return;
    for (const entry of this.#entries.values()) if (entry.seq > seq) yield entry;
  }

  #put(entry: Omit<CollectionEntry<T>, "seq" | "changeKey">): CollectionEntry<T> {
    const seq = ++this.#seq;
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
