import type { AccountStore, StateStep, StoredRecord } from "../ports/index.ts";
import { type AccountData, applyRecord, createAccountData, snapshotParts } from "./account-data.ts";
import type { LogRecord } from "./records.ts";

/** An account's state, backed by its store. A commit is stored first, then applied in memory, then published. */
export interface Ledger {
  readonly data: AccountData;
  /** Commits a record and gives its events their ids. If writing fails, it rejects and changes nothing. */
  commit(record: LogRecord): Promise<void>;
  /**
   * Commits what has already happened. If writing fails, the record is applied in memory, its events are published, and it is written before
   * the next commit. Never rejects.
   */
  keep(record: LogRecord): Promise<void>;
  /** Writes the records that could not be written before. Rejects if writing fails again. */
  writeKept(): Promise<void>;
  /** Applies a record in memory only. For changes that need not survive a restart. */
  applyInMemory(record: LogRecord): void;
  /** Writes everything again if the log was deleted or replaced, or could not be written. Returns whether it did. */
  restore(): Promise<boolean>;
  /** Deletes the data of a plugin that the account no longer has, in memory and on disk. Never rejects. */
  forgetPlugin(plugin: string): Promise<void>;
  /** Deletes everything, on disk first. */
  clear(): Promise<void>;
  /** Size on disk, in bytes. */
  readonly size: number;
  close(): Promise<void>;
}

export interface LedgerOptions {
  readonly onCompactError: (error: unknown) => void;
}

export function createLedger(store: AccountStore, { onCompactError }: LedgerOptions): Ledger {
  const data = createAccountData();
  /** After a round, nobody needs the items until the next change. */
  const apply = (record: LogRecord): void => {
    applyRecord(data, record);
    if (record.t === "page" && record.end) data.keys.get(record.f)?.items.pack();
  };
  for (const record of store.replay()) applyRecord(data, record as LogRecord);
  for (const { items } of data.keys.values()) items.pack();
  let compacting: Promise<void> | undefined;
  let isLost = false;

  const compact = async (): Promise<void> => {
    try {
      await store.compact(snapshotParts(data));
      isLost = false;
    } catch (error) {
      if (!isLost) onCompactError(error);
    }
    compacting = undefined;
  };
  const compactIfDue = (): void => {
    if (store.isCompactionDue) compacting ??= compact();
  };
  const stepOf = (record: LogRecord): StateStep => {
    const applyAndCompact = (stored: StoredRecord): void => {
      apply(stored as LogRecord);
      if (store.fault === undefined) compactIfDue();
    };
    if (!("events" in record)) return { record, apply: applyAndCompact };
    const { events = [], ...rest } = record;
    return { record: rest, events, apply: applyAndCompact };
  };
  return {
    data,
    commit: (record) => store.commit(stepOf(record)),
    keep: (record) => store.keep(stepOf(record)),
    writeKept: store.storeKept,
    applyInMemory: apply,
    async restore() {
      if (await store.isIntact()) return false;
      isLost = true;
      compactIfDue();
      await compacting;
      return !isLost;
    },
    async forgetPlugin(plugin) {
      await store.keep(stepOf({ t: "drop-plugin", plugin }));
      // The log without it: the records of before are still in the old one.
      await compacting;
      compacting ??= compact();
      await compacting;
    },
    async clear() {
      await compacting;
      await store.compact([]);
      for (const part of [data.keys, data.sensors, data.values, data.written]) part.clear();
      data.events = [];
      data.facts = {};
    },
    get size() {
      return store.size;
    },
    async close() {
      await compacting;
      await store.close();
    },
  };
}
