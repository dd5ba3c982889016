import { deserialize, serialize } from "node:v8";
import { deflateRawSync, inflateRawSync } from "node:zlib";

/** Below, an object takes no more memory than what packing needs besides. */
const leastBytes = 1_024;
/** Above, packing would hold up everything else for too long: a megabyte takes about 15 ms. */
const mostBytes = 256 * 1_024;
/** The fastest level: higher ones take twice the time for a tenth less. A window of 8 KB packs as well as that of 32 KB, which takes twice the time to set up. */
const windowBits = 13;
const packing = { level: 1, windowBits, memLevel: 5 };

/**
 * A value that takes little memory while nobody uses it: items and values of sensors are the largest part of an account, and seldom looked at.
 * What is unpacked stays an object for as long as somebody uses it, and until the next garbage collection.
 */
export class PackedValue<T extends object> {
  /** Undefined while it is packed. */
  #value: T | undefined;
  #bytes: Uint8Array | undefined;
  #unpacked: WeakRef<T> | undefined;
  #isTooLarge = false;

  constructor(value: T) {
    this.#value = value;
  }

  get(): T {
    const known = this.#value ?? this.#unpacked?.deref();
    if (known) return known;
    const value = deserialize(inflateRawSync(this.#bytes!, { windowBits })) as T;
    this.#unpacked = new WeakRef(value);
    return value;
  }

  /** The value, which the caller changes. It is not packed until `pack`. */
  change(): T {
    this.#value = this.get();
    this.#bytes = undefined;
    this.#unpacked = undefined;
    return this.#value;
  }

  pack(): void {
    if (!this.#value || this.#isTooLarge) return;
    const plain = serialize(this.#value);
    this.#isTooLarge = plain.length > mostBytes;
    if (this.#isTooLarge || plain.length < leastBytes) return;
    const packed = deflateRawSync(plain, packing);
    // Its own memory: the result is part of a block that is larger.
    this.#bytes = new Uint8Array(packed);
    this.#unpacked = new WeakRef(this.#value);
    this.#value = undefined;
  }
}
