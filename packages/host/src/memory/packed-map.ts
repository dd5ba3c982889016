import { PackedValue } from "./packed-value.ts";

/** More entries are not packed: each change would pack all of them. */
const mostEntries = 500;

/** A map that takes little memory while nobody uses it. Its size is always known. Call `pack` after the last of several changes. */
export class PackedMap<V> implements ReadonlyMap<string, V> {
  readonly #entries = new PackedValue(new Map<string, V>());
  #size = 0;

  get size(): number {
    return this.#size;
  }
  get [Symbol.toStringTag](): string {
    return "PackedMap";
  }
  get(id: string): V | undefined {
    return this.#size === 0 ? undefined : this.#entries.get().get(id);
  }
  has(id: string): boolean {
    return this.#size > 0 && this.#entries.get().has(id);
  }
  keys(): MapIterator<string> {
    return this.#entries.get().keys();
  }
  values(): MapIterator<V> {
    return this.#entries.get().values();
  }
  entries(): MapIterator<[string, V]> {
    return this.#entries.get().entries();
  }
  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }
  forEach(visit: (value: V, id: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [id, value] of this) visit(value, id, this);
  }

  set(id: string, value: V): void {
    this.#size = this.#entries.change().set(id, value).size;
  }
  delete(id: string): void {
    if (!this.has(id)) return;
    const entries = this.#entries.change();
    entries.delete(id);
    this.#size = entries.size;
  }
  pack(): void {
    if (this.#size <= mostEntries) this.#entries.pack();
  }
}
