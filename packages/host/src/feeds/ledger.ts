import type { JournalEvent } from "../api.ts";
import type { RecordLog } from "../store/record-log.ts";
import { type AccountData, apply, createAccountData, snapshot } from "./account-data.ts";
import type { LogRecord } from "./records.ts";

/** An account's state with its log behind it: what is committed is on disk first, then in memory, then announced. */
export interface Ledger {
  readonly data: AccountData;
  /** Rejects, changing nothing, when the disk refuses. */
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

export function createLedger(
  log: RecordLog,
  publish: (events: readonly JournalEvent[]) => void,
  onCompactError: (error: unknown) => void,
): Ledger {
  const data = createAccountData();
  for (const record of log.replay()) apply(data, record as LogRecord);
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
  return {
    data,
    async commit(record) {
      pending++;
      try {
        await log.append(record);
      } finally {
        pending--;
      }
      apply(data, record);
      if ("events" in record && record.events?.length) publish(record.events);
      // Only while nothing is on its way: the snapshot would lack it.
      if (pending === 0 && log.size > 2 * compactedSize) compacting ??= compact();
    },
    note: (record) => apply(data, record),
    async clear() {
      await compacting;
      await log.compact([]);
      for (const part of [data.keys, data.sensors, data.values, data.wrote]) part.clear();
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
