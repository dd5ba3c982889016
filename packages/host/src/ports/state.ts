import type { CasementError } from "@casement/core";
import type { JournalEvent } from "../journal-types.ts";
import type { AccountLease } from "./lease.ts";

/**
 * Where accounts keep what they know. Without a cluster: the folder of the account in the data folder. It has no list of the accounts: whoever creates
 * the host, and calls `Host.addAccount` and `Host.removeAccount`, says which there are.
 */
export interface StatePort {
  /**
   * Opens what is stored of an account, or begins with nothing.
   * @throws CasementError `lease-lost`, `store-unavailable`
   */
  open(account: string, lease: AccountLease): Promise<AccountStore>;
  /** Deletes everything that is stored of an account. It must be closed. @throws CasementError `lease-lost`, `store-unavailable` */
  remove(account: string, lease: AccountLease): Promise<void>;
}

/**
 * The stored state of one account: records that are replayed in order, and values of their own. All writes check the lease. After `lease-lost` nothing
 * more may be written; after `store-behind` the account must be opened again, because what is stored is older than what is in memory.
 */
export interface AccountStore {
  /** Set if what was stored was unreadable. It was set aside (`details.movedTo`), and the store begins empty. */
  readonly setAside: CasementError | undefined;
  /** The stored records in order. Returns them once only, so that they do not stay in memory. */
  replay(): Iterable<StoredRecord>;
  /**
   * Stores a step completely or not at all, in the order of the calls. If it rejects, nothing of it is stored, `apply` was not called, and a later
   * step may succeed.
   * @throws CasementError `lease-lost`, `store-behind`, `store-unavailable`; or an error of the disk
   */
  commit(step: StateStep): Promise<void>;
  /**
   * Stores a step that has already happened outside. If it cannot be stored, it is applied in memory and stored before the next step; of several
   * thousand such steps, the oldest are given up. Rejects only with `lease-lost` or `store-behind`.
   */
  keep(step: StateStep): Promise<void>;
  /** Stores the steps that could not be stored before. Rejects if that fails again. */
  storeKept(): Promise<void>;
  /** Whether a compaction pays now: so much was stored since the last one, or the records are not intact. False while something is being stored. */
  readonly isCompactionDue: boolean;
  /**
   * Replaces all records by those of `parts`, atomically: a kill at any moment leaves the old or the new ones. Iterates `parts` before it returns; what
   * is committed from then on comes after them. Steps that were kept are in the parts.
   */
  compact(parts: Iterable<StatePart>): Promise<void>;
  /**
   * A small value beside the records, such as the sign-in. Unlike the records, other processes may read it, and those without a lease may write it
   * where the store allows that: `casement login` writes to the data folder while a hub runs.
   */
  file<T>(name: string, options: StoredFileOptions<T>): StoredFile<T>;
  /** Whether another process can open the account next, while something goes on. Then a sign-in that somebody has begun is stored, too. */
  readonly isShared?: boolean;
  /** Whether everything that was committed is still stored. Files can be deleted or replaced while they are open. */
  isIntact(): Promise<boolean>;
  /** Why nothing can be stored at this time, in plain words. */
  readonly fault: StoreFault | undefined;
  /** Of the records as they are stored, in bytes. */
  readonly size: number;
  /** Stores what was kept, and ends. Rejects if something could not be stored. */
  close(): Promise<void>;
}

export interface StoreFault {
  readonly message: string;
  readonly cure: string;
}

/** A JSON value. The store reads nothing of it but these members. */
export interface StoredRecord {
  readonly t: string;
  /** The part of the state that it changes: the key of a feed, `plugin/feed/key`. Without it: the rest. */
  readonly f?: string;
}

/** What is stored together. */
export interface StateStep {
  readonly record: StoredRecord;
  /** The store gives them their ids, rising in the order in which they are stored over all accounts, and passes them to the journal. */
  readonly events?: readonly Omit<JournalEvent, "id">[];
  /**
   * Called once when the step is stored or kept, before its events reach the journal and before the call resolves. `record`: as `replay` would return
   * it. A store without a journal of its own adds the events to it, with their ids.
   */
  apply(record: StoredRecord): void;
}

/** The state of one feed key; or, last, of what belongs to none, whose `id` is empty. They are replayed in this order. */
export interface StatePart {
  /**
   * `f` of its records. A part with an id has not changed since the last compaction if since then no record with this `f` was committed, and none
   * named `restored`, which changes all. The last part may have changed with any record.
   */
  readonly id: string;
  /** From which the part can be rebuilt. Iterate it once, or not at all. */
  readonly records: Iterable<StoredRecord>;
}

export interface StoredFile<T> {
  /** Returns the value, or undefined if there is none or if it was unreadable and set aside. */
  read(): Promise<T | undefined>;
  /**
   * Reads, changes and writes the value, and returns the new one. What another process wrote meanwhile is never overwritten: `change` then waits for it,
   * or is called again with it. If `change` returns the same object, nothing is written; if it returns `undefined`, the value is deleted. If `change`
   * throws or the write fails, the old value stays.
   */
  update(change: (value: T | undefined) => Promise<T | undefined> | T | undefined): Promise<T | undefined>;
}

export interface StoredFileOptions<T> {
  /** Identifies the content, for example `sign-in of home`. Authenticated with it, so that two files cannot be swapped. */
  readonly purpose: string;
  /** Whether a value that was read has the expected shape. Default: every value is accepted. */
  isValid?(value: unknown): value is T;
  /** Called once if the value is unreadable and was set aside. The error's message ends with `consequence`. */
  onSetAside(error: CasementError): void;
  /** What the user must do or what happens next: "Sign in again." */
  readonly consequence: string | (() => string);
}
