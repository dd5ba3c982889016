import type { JournalEvent } from "../api.ts";
import type { SerialQueue } from "../async/serial-queue.ts";
import type { EventIds } from "../events/event-ids.ts";
import type { RecordLog } from "../store/record-log.ts";
import { type AccountData, applyRecord, createAccountData, snapshotRecords } from "./account-data.ts";
import type { LogRecord } from "./records.ts";

/** An account's state, backed by its log. A commit is written to disk first, then applied in memory, then published. */
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

/** Smaller logs are not compacted. */
const minCompactBytes = 1_000_000;

export interface LedgerOptions {
  readonly ids: EventIds;
  /** Shared by all accounts. Serializes numbering, writing and publishing, so that events are published in the order of their ids. */
  readonly eventQueue: SerialQueue;
  readonly publish: (events: readonly JournalEvent[]) => void;
  readonly onCompactError: (error: unknown) => void;
  /** Called when a record could not be written and is kept in memory. Not called again until everything was written. */
  readonly onKept?: (error: unknown) => void;
}

/** Most records that are kept for writing while the disk fails. The oldest are then given up. */
const maxKept = 5_000;

export function createLedger(log: RecordLog, { ids, eventQueue, publish, onCompactError, onKept }: LedgerOptions): Ledger {
  const data = createAccountData();
  for (const record of log.replay()) applyRecord(data, record as LogRecord);
  for (const event of data.events) ids.observe(event.id);
  let compactedSize = minCompactBytes / 2;
  let compacting: Promise<void> | undefined;
  let pending = 0;
  let isLost = false;
  /** Applied in memory, but not in the log. */
  let kept: LogRecord[] = [];
  let writingKept: Promise<void> | undefined;

  const writeKept = async (): Promise<void> => {
    while (kept.length > 0) {
      // A compaction writes what is kept, too.
      if (compacting) {
        await compacting;
        continue;
      }
      const records = kept;
      // One write: if it fails, none of them is in the log.
      writingKept ??= Promise.all(records.map((record) => log.append(record)))
        .then(() => {
          kept = kept.filter((record) => !records.includes(record));
        })
        .finally(() => {
          writingKept = undefined;
        });
      await writingKept;
    }
  };
  const compact = async (): Promise<void> => {
    try {
      const included = kept;
      await log.compact(snapshotRecords(data));
      kept = kept.filter((record) => !included.includes(record));
      compactedSize = Math.max(log.size, minCompactBytes / 2);
      isLost = false;
    } catch (error) {
      compactedSize = log.size;
      if (!isLost) onCompactError(error);
    }
    compacting = undefined;
  };
  const write = async (record: LogRecord): Promise<void> => {
    pending++;
    try {
      await writeKept();
      await log.append(record);
    } finally {
      pending--;
    }
    applyRecord(data, record);
    compactIfDue();
  };
  const compactIfDue = (): void => {
    // Only if no other append is pending: the snapshot would not contain it, or the log would contain it twice.
    if (pending === 0 && !writingKept && (isLost || log.size > 2 * compactedSize)) compacting ??= compact();
  };
  const writeOrKeep = async (record: LogRecord): Promise<void> => {
    try {
      await write(record);
    } catch (error) {
      if (kept.length === 0) onKept?.(error);
      kept = [...kept, record].slice(-maxKept);
      applyRecord(data, record);
    }
  };
  const commitWith = (writeRecord: (record: LogRecord) => Promise<void>, record: LogRecord): Promise<void> => {
    const raised = "events" in record ? (record.events ?? []) : [];
    if (raised.length === 0) return writeRecord(record);
    return eventQueue(async () => {
      const events = raised.map((event) => ({ ...event, id: ids.next() }));
      await writeRecord({ ...record, events } as LogRecord);
      publish(events);
    });
  };
  return {
    data,
    commit: (record) => commitWith(write, record),
    keep: (record) => commitWith(writeOrKeep, record),
    writeKept,
    applyInMemory: (record) => applyRecord(data, record),
    async restore() {
      await writingKept?.catch(() => {});
      if (await log.isIntact()) return false;
      isLost = true;
      compactIfDue();
      await compacting;
      return !isLost;
    },
    async forgetPlugin(plugin) {
      await writeOrKeep({ t: "drop-plugin", plugin });
      // The log without it: the records of before are still in the old one.
      await compacting;
      compacting ??= compact();
      await compacting;
    },
    async clear() {
      await compacting;
      await log.compact([]);
      kept = [];
      for (const part of [data.keys, data.sensors, data.values, data.written]) part.clear();
      data.events = [];
      data.facts = {};
    },
    get size() {
      return log.size;
    },
    async close() {
      await compacting;
      try {
        await writeKept();
      } finally {
        await log.close();
      }
    },
  };
}
