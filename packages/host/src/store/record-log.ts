import type { KeyObject } from "node:crypto";
import { type FileHandle, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { CasementError } from "@casement/core";
import { createPrivateFolder, syncFolder } from "./atomic-file.ts";
import { createFrames, type RecordFrames, readFrames } from "./record-frames.ts";
import { setFileAside } from "./set-file-aside.ts";

/** An encrypted file of JSON records that only grows, until it is compacted. One process writes it (see `lockDataFolder`). */
export interface RecordLog {
  /** The records found at opening, in order; handed out once, so that they do not stay in memory. */
  replay(): Iterable<unknown>;
  /** Set when the file was unreadable: it was set aside (`details.movedTo`) and the log begins empty. */
  readonly setAsideError: CasementError | undefined;
  /**
   * Adds a record; resolves when it is written. Records appended while a write is under way go together in the next one, in order.
   * Rejects (and the record is not in the log) when the disk is full; a later append may succeed.
   */
  append(record: unknown): Promise<void>;
  /**
   * Replaces the records by these, in one step: a kill at any moment leaves the old file or the new one. They are read before it returns;
   * appends that have not resolved by then come after them.
   */
  compact(records: Iterable<unknown>): Promise<void>;
  /** Bytes in the file. */
  readonly size: number;
  /** Records in the file. */
  readonly count: number;
  /** Writes what is waiting and closes the file. */
  close(): Promise<void>;
}

export interface RecordLogOptions {
  file: string;
  key: KeyObject;
  /** What the log is, e.g. `feeds of home`: bound to every record. */
  purpose: string;
  /** Sync every write to the disk: survives a power cut, not only a kill. Default false. */
  sync?: boolean;
  /** What it means when the file is lost, e.g. "Everything is read anew." */
  consequence?: string;
  /** How bytes reach the file; tests make it fail. */
  write?(handle: FileHandle, data: Buffer, position: number): Promise<void>;
}

interface PendingAppend {
  json: string;
  failed?: true;
  resolve(): void;
  reject(error: unknown): void;
}

export async function openRecordLog(options: RecordLogOptions): Promise<RecordLog> {
  const { file, key, purpose, sync = false, consequence = "It is made anew.", write = writeAll } = options;
  await createPrivateFolder(dirname(file));
  await rm(draftOf(file), { force: true });

  let setAsideError: CasementError | undefined;
  let found: { frames: RecordFrames; records: unknown[]; size: number } | undefined;
  const data = await readFile(file).catch(undefinedIfMissing);
  if (data) {
    try {
      found = readFrames(key, purpose, data);
    } catch (error) {
      if (!CasementError.is(error)) throw error;
      setAsideError = await setFileAside(file, error, consequence);
    }
  }

  let frames = found?.frames ?? createFrames(key, purpose);
  let records = found?.records ?? [];
  let count = records.length;
  let size = found?.size ?? 0;
  let handle = found ? await open(file, "r+") : await create(file, [frames.header]);
  if (found) await handle.truncate(size);
  else size = frames.header.length;
  // Whether bytes of a failed write may follow the good part.
  let hasPartialWrite = false;

  // Appends of now join it until its turn to be written comes, or a compaction comes between.
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
      if (hasPartialWrite) await handle.truncate(size);
      hasPartialWrite = true;
      const bytes = Buffer.concat(batch.map(({ json }, index) => frames.frame(json, count + index)));
      await write(handle, bytes, size);
      if (sync) await handle.datasync();
      hasPartialWrite = false;
      size += bytes.length;
      count += batch.length;
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const item of batch) {
        item.failed = true;
        item.reject(error);
      }
    }
    for (const item of batch) unresolved.delete(item);
  }

  async function create(target: string, chunks: Iterable<Buffer>): Promise<FileHandle> {
    const draft = draftOf(target);
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
        // Those were written to the old file while this waited for its turn.
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
        const old = handle;
        handle = await create(file, chunks());
        frames = next;
        size = bytes;
        count = texts.length;
        hasPartialWrite = false;
        await old.close();
        await syncFolder(dirname(file));
      });
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
      await serialize(() => handle.close());
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

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
