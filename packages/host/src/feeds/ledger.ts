import type { JournalEvent } from "../api.ts";
import type { EventIds } from "../events/event-ids.ts";
import type { Turns } from "../lifecycle/turns.ts";
import type { RecordLog } from "../store/record-log.ts";
import { type AccountData, apply, createAccountData, snapshot } from "./account-data.ts";
import type { LogRecord } from "./records.ts";

/** An account's state with its log behind it: what is committed is on disk first, then in memory, then announced. */
export interface Ledger {
  readonly data: AccountData;
  /** Gives the record's events their ids. Rejects, changing nothing, when the disk refuses. */
  commit(record: LogRecord): Promise<void>;
  /** Changes memory alone: for what need not survive. */
  note(record: LogRecord): void;
  /** Forgets everything, on disk first. */
  clear(): Promise<void>;
  /** Bytes on disk. */
  readonly size: number;
  close(): Promise<void>;
}

/** Below this size a log is never compacted. */
const smallLog = 1_000_000;

export interface LedgerOptions {
  readonly ids: EventIds;
  /** Shared by all accounts: events are numbered, written and announced one record at a time, so that ids rise in the order of announcement. */
  readonly eventTurns: Turns;
  readonly publish: (events: readonly JournalEvent[]) => void;
  readonly onCompactError: (error: unknown) => void;
}

export function createLedger(log: RecordLog, { ids, eventTurns, publish, onCompactError }: LedgerOptions): Ledger {
  const data = createAccountData();
  for (const record of log.replay()) apply(data, record as LogRecord);
  for (const event of data.events) ids.observe(event.id);
  let compactedSize = smallLog / 2;
  let compacting: Promise<void> | undefined;
  let pending = 0;

  const compact = async (): Promise<void> => {
    try {
      await log.compact(snapshot(data));
      compactedSize = Math.max(log.size, smallLog / 2);
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
    apply(data, record);
    // Only while nothing is on its way: the snapshot would lack it.
    if (pending === 0 && log.size > 2 * compactedSize) compacting ??= compact();
  };
  return {
    data,
    commit(record) {
      const raised = "events" in record ? (record.events ?? []) : [];
      if (raised.length === 0) return write(record);
      return eventTurns(async () => {
        const events = raised.map((event) => ({ ...event, id: ids.next() }));
        await write({ ...record, events } as LogRecord);
        publish(events);
      });
    },
    note: (record) => apply(data, record),
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
