import type { KeyObject } from "node:crypto";
import { type FileHandle, open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { CasementError } from "@casement/core";
import { createPrivateFolder, syncFolder } from "./atomic-file.ts";
import { describeDiskFault } from "./disk-fault.ts";
import { isDamage, readStoredFile } from "./read-stored-file.ts";
import { createFrames, type RecordFrames, readFrames } from "./record-frames.ts";
import { setFileAside } from "./set-file-aside.ts";

/** An encrypted append-only file of JSON records. Only one process may write it, see `lockDataFolder`. */
export interface RecordLog {
  /** Returns the records found on opening, in order. Returns them once only, so that they do not stay in memory. */
  replay(): Iterable<unknown>;
  /** Set if the file was unreadable. It was then set aside (`details.movedTo`), and the log starts empty. */
  readonly setAsideError: CasementError | undefined;
  /**
   * Appends a record. Resolves when it is written. Records appended during a write are written together in the next one, in order. Rejects
   * if the write fails, for example on a full disk; the record is then not in the log, and a later append may succeed.
   */
  append(record: unknown): Promise<void>;
  /**
   * Replaces all records atomically: a kill at any moment leaves the old or the new file. Iterates `records` before it returns. Pending
   * appends are added after them.
   */
  compact(records: Iterable<unknown>): Promise<void>;
  /** Whether the file contains everything that was appended: it exists, is the one that was opened, and could be written last. */
  isIntact(): Promise<boolean>;
  /** Bytes in the file. */
  readonly size: number;
  /** Records in the file. */
  readonly count: number;
  /** Writes pending records and closes the file. */
  close(): Promise<void>;
}

export interface RecordLogOptions {
  file: string;
  key: KeyObject;
  /** Identifies the log, for example `feeds of home`. Authenticated with every record. */
  purpose: string;
  /** Whether to sync every write, so that it survives a power failure and not only a kill. Default: false. */
  sync?: boolean;
  /** What happens if the file is unreadable, for the error message: "Casement reads everything again." */
  consequence?: string;
  /** Called when the disk refuses to write ("the disk is full (ENOSPC)"), and with undefined when it writes again. */
  onDiskFault?(fault: string | undefined): void;
  /** Writes bytes to the file. Tests replace it to simulate failures. */
  write?(handle: FileHandle, data: Buffer, position: number): Promise<void>;
}

interface PendingAppend {
  json: string;
  failed?: true;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Opens the log, or creates it. If the disk cannot be written, it opens nevertheless: the records can be read, and appends are rejected until
 * writing works.
 */
export async function openRecordLog(options: RecordLogOptions): Promise<RecordLog> {
  const {
    file,
    key,
    purpose,
    sync = false,
    consequence = "Casement creates a new one.",
    write = writeAll,
    onDiskFault = () => {},
  } = options;
  let setAsideError: CasementError | undefined;
  let found: { frames: RecordFrames; records: unknown[]; size: number } | undefined;
  try {
    const data = await readStoredFile(file);
    if (data) found = readFrames(key, purpose, data);
  } catch (error) {
    if (!isDamage(error)) throw error;
    setAsideError = await setFileAside(file, error, consequence);
  }

  let frames = found?.frames ?? createFrames(key, purpose);
  let records = found?.records ?? [];
  let count = records.length;
  let size = found?.size ?? 0;
  let fault: string | undefined;
  const reportFault = (next: string | undefined): void => {
    if (next !== fault) onDiskFault(next);
    fault = next;
  };
  let opened: FileHandle | undefined;
  const openFile = async (): Promise<FileHandle> => {
    if (opened) return opened;
    await createPrivateFolder(dirname(file));
    await rm(draftOf(file), { force: true });
    if (size === 0) {
      opened = await create(file, [frames.header]);
      size = frames.header.length;
    } else {
      const existing = await open(file, "r+");
      await existing.truncate(size).catch(async (error) => {
        await existing.close();
        throw error;
      });
      opened = existing;
    }
    return opened;
  };
  await openFile().catch((error) => {
    const cause = describeDiskFault(error);
    if (!cause) throw error;
    reportFault(cause);
  });
  // Whether the file may end in bytes of a failed write.
  let hasPartialWrite = false;

  // Collects appends until its write starts, or until a compaction starts.
  let openBatch: PendingAppend[] | undefined;
  const unresolved = new Set<PendingAppend>();
  let lastTask: Promise<unknown> = Promise.resolve();
  let closed = false;
  const serialize = <T>(work: () => Promise<T>): Promise<T> => {
    const task = lastTask.then(work);
    lastTask = task.catch(() => {});
    return task;
  };

  async function flush(batch: PendingAppend[]): Promise<void> {
    if (openBatch === batch) openBatch = undefined;
    try {
      const handle = await openFile();
      if (hasPartialWrite) await handle.truncate(size);
      hasPartialWrite = true;
      const bytes = Buffer.concat(batch.map(({ json }, index) => frames.frame(json, count + index)));
      await write(handle, bytes, size);
      if (sync) await handle.datasync();
      hasPartialWrite = false;
      reportFault(undefined);
      size += bytes.length;
      count += batch.length;
      for (const { resolve } of batch) resolve();
    } catch (error) {
      reportFault(describeDiskFault(error) ?? fault);
      for (const item of batch) {
        item.failed = true;
        item.reject(error);
      }
    }
    for (const item of batch) unresolved.delete(item);
  }

  async function create(target: string, chunks: Iterable<Buffer>): Promise<FileHandle> {
    const draft = draftOf(target);
    await createPrivateFolder(dirname(target));
    const draftHandle = await open(draft, "w+", 0o600);
    try {
      let position = 0;
      for (const chunk of chunks) {
        await write(draftHandle, chunk, position);
        position += chunk.length;
      }
      await draftHandle.sync();
      await rename(draft, target);
    } catch (error) {
      await draftHandle.close();
      await rm(draft, { force: true });
      throw error;
    }
    return draftHandle;
  }

  return {
    *replay() {
      const once = records;
      records = [];
      yield* once;
    },
    setAsideError: setAsideError,
    append(record) {
      if (closed) return Promise.reject(new CasementError("stopped", `The log ${file} is closed.`));
      const json = JSON.stringify(record);
      return new Promise((resolve, reject) => {
        const item = { json, resolve, reject };
        unresolved.add(item);
        if (openBatch) return void openBatch.push(item);
        const batch = [item];
        openBatch = batch;
        void serialize(() => flush(batch));
      });
    },
    compact(from) {
      if (closed) return Promise.reject(new CasementError("stopped", `The log ${file} is closed.`));
      const texts = Array.from(from, (record) => JSON.stringify(record));
      const pendingAppends = [...unresolved];
      openBatch = undefined;
      return serialize(async () => {
        // These were written to the old file while the compaction was queued.
        for (const { failed, json } of pendingAppends) if (!failed) texts.push(json);
        const next = createFrames(key, purpose);
        let bytes = next.header.length;
        const chunks = function* () {
          yield next.header;
          for (let start = 0; start < texts.length; start += 200) {
            const chunk = Buffer.concat(texts.slice(start, start + 200).map((json, index) => next.frame(json, start + index)));
            bytes += chunk.length;
            yield chunk;
          }
        };
        const old = opened;
        opened = await create(file, chunks()).catch((error) => {
          reportFault(describeDiskFault(error) ?? fault);
          throw error;
        });
        reportFault(undefined);
        frames = next;
        size = bytes;
        count = texts.length;
        hasPartialWrite = false;
        await old?.close();
        await syncFolder(dirname(file));
      });
    },
    async isIntact() {
      if (!opened || fault !== undefined) return false;
      const [ours, found] = await Promise.all([opened.stat(), stat(file).catch(() => undefined)]);
      return found?.ino === ours.ino && found.dev === ours.dev;
    },
    get size() {
      return size;
    },
    get count() {
      return count;
    },
    async close() {
      if (closed) return lastTask as Promise<void>;
      closed = true;
      await serialize(async () => opened?.close());
    },
  };
}

const draftOf = (file: string) => `${file}.new`;

async function writeAll(handle: FileHandle, data: Buffer, position: number): Promise<void> {
  for (let done = 0; done < data.length; ) {
    const { bytesWritten } = await handle.write(data, done, data.length - done, position + done);
    done += bytesWritten;
  }
}
