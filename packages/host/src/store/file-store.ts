import type { SerialQueue } from "../async/serial-queue.ts";
import type { EventIds } from "../events/event-ids.ts";
import type { JournalEvent } from "../journal-types.ts";
import type { AccountStore, StatePart, StateStep, StoredFile, StoredFileOptions, StoredRecord, StoreFault } from "../ports/index.ts";
import type { RecordLog } from "./record-log.ts";

/** Logs below twice this size are not compacted. */
const minCompactedBytes = 500_000;
/** Most records that are kept for writing while the disk fails. The oldest are then given up. */
const maxKept = 5_000;

export interface FileStoreOptions {
  readonly ids: EventIds;
  /** Shared by all accounts. Serializes numbering, writing and publishing, so that events are published in the order of their ids. */
  readonly eventQueue: SerialQueue;
  readonly publish: (events: readonly JournalEvent[]) => void;
  /** Called when a record could not be written and is kept in memory. Not called again until everything was written. */
  readonly onKept?: (error: unknown) => void;
  readonly fault?: () => StoreFault | undefined;
  readonly file: <T>(name: string, options: StoredFileOptions<T>) => StoredFile<T>;
}

type WriteRecord = (record: StoredRecord, apply: StateStep["apply"]) => Promise<void>;

/** The state of an account in a log and files beside it. The log has the events, too. */
export function createFileStore(log: RecordLog, options: FileStoreOptions): AccountStore {
  const { ids, eventQueue, publish, onKept, fault = () => undefined, file } = options;
  let compactedSize = minCompactedBytes;
  let compacting: Promise<void> | undefined;
  let pending = 0;
  let isLost = false;
  /** Applied in memory, but not in the log. */
  let kept: StoredRecord[] = [];
  let writingKept: Promise<void> | undefined;

  const storeKept = async (): Promise<void> => {
    while (kept.length > 0) {
      // A compaction writes what is kept, too.
      if (compacting) {
        await compacting.catch(() => {});
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
  const write: WriteRecord = async (record, apply) => {
    pending++;
    try {
      await storeKept();
      await log.append(record);
    } finally {
      pending--;
    }
    apply(record);
  };
  const writeOrKeep: WriteRecord = async (record, apply) => {
    let isWritten = false;
    try {
      await write(record, (written) => {
        isWritten = true;
        apply(written);
      });
    } catch (error) {
      if (isWritten) throw error;
      if (kept.length === 0) onKept?.(error);
      kept = [...kept, record].slice(-maxKept);
      apply(record);
    }
  };
  const storeWith = (writeRecord: WriteRecord, { record, events = [], apply }: StateStep): Promise<void> => {
    if (events.length === 0) return writeRecord(record, apply);
    return eventQueue(async () => {
      const numbered = events.map((event) => ({ ...event, id: ids.next() }));
      await writeRecord({ ...record, events: numbered } as StoredRecord, apply);
      publish(numbered);
    });
  };

  return {
    setAside: log.setAsideError,
    *replay() {
      for (const record of log.replay()) {
        for (const { id } of (record as { readonly events?: readonly JournalEvent[] }).events ?? []) ids.observe(id);
        yield record as StoredRecord;
      }
    },
    commit: (step) => storeWith(write, step),
    keep: (step) => storeWith(writeOrKeep, step),
    storeKept,
    get isCompactionDue() {
      // If another append were pending, the snapshot would not contain it, or the log would contain it twice.
      return pending === 0 && !writingKept && !compacting && (isLost || log.size > 2 * compactedSize);
    },
    compact(parts) {
      const included = kept;
      compacting = log
        .compact(recordsOf(parts))
        .then(
          () => {
            kept = kept.filter((record) => !included.includes(record));
            compactedSize = Math.max(log.size, minCompactedBytes);
            isLost = false;
          },
          (error) => {
            compactedSize = log.size;
            throw error;
          },
        )
        .finally(() => {
          compacting = undefined;
        });
      return compacting;
    },
    file,
    async isIntact() {
      await writingKept?.catch(() => {});
      if (!(await log.isIntact())) isLost = true;
      return !isLost;
    },
    get fault() {
      return fault();
    },
    get size() {
      return log.size;
    },
    async close() {
      await compacting?.catch(() => {});
      try {
        await storeKept();
      } finally {
        await log.close();
      }
    },
  };
}

function* recordsOf(parts: Iterable<StatePart>): Iterable<StoredRecord> {
  for (const { records } of parts) yield* records;
}
