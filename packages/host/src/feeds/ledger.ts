import type { JournalEvent } from "../api.ts";
import type { EventIds } from "../events/event-ids.ts";
import type { SerialQueue } from "../lifecycle/serial-queue.ts";
import type { RecordLog } from "../store/record-log.ts";
import { type AccountData, applyRecord, createAccountData, snapshotRecords } from "./account-data.ts";
import type { LogRecord } from "./records.ts";

/** An account's state, backed by its log. A commit is written to disk first, then applied in memory, then published. */
export interface Ledger {
  readonly data: AccountData;
  /** Commits a record and gives its events their ids. If writing fails, it rejects and changes nothing. */
  commit(record: LogRecord): Promise<void>;
  /** Applies a record in memory only. For changes that need not survive a restart. */
  applyInMemory(record: LogRecord): void;
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
}

export function createLedger(log: RecordLog, { ids, eventQueue, publish, onCompactError }: LedgerOptions): Ledger {
  const data = createAccountData();
  for (const record of log.replay()) applyRecord(data, record as LogRecord);
  for (const event of data.events) ids.observe(event.id);
  let compactedSize = minCompactBytes / 2;
  let compacting: Promise<void> | undefined;
  let pending = 0;

  const compact = async (): Promise<void> => {
    try {
      await log.compact(snapshotRecords(data));
      compactedSize = Math.max(log.size, minCompactBytes / 2);
    } catch (error) {
      compactedSize = log.size;
      onCompactError(error);
    }
    compacting = undefined;
  };
  const write = async (record: LogRecord): Promise<void> => {
    pending++;
    try {
      await log.append(record);
    } finally {
      pending--;
    }
    applyRecord(data, record);
    // Only if no other append is pending: the snapshot would not contain it.
    if (pending === 0 && log.size > 2 * compactedSize) compacting ??= compact();
  };
  return {
    data,
    commit(record) {
      const raised = "events" in record ? (record.events ?? []) : [];
      if (raised.length === 0) return write(record);
      return eventQueue(async () => {
        const events = raised.map((event) => ({ ...event, id: ids.next() }));
        await write({ ...record, events } as LogRecord);
        publish(events);
      });
    },
    applyInMemory: (record) => applyRecord(data, record),
    async clear() {
      await compacting;
      await log.compact([]);
      for (const part of [data.keys, data.sensors, data.values, data.written]) part.clear();
      data.events = [];
      data.facts = {};
    },
    get size() {
      return log.size;
    },
    async close() {
      await compacting;
      await log.close();
    },
  };
}
