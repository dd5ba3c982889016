import type { KeyObject } from "node:crypto";
import { type FileHandle, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { CasementError } from "@casement/core";
import { privateFolder, syncFolder } from "./atomic-file.ts";
import { newFrames, type RecordFrames, readFrames } from "./record-frames.ts";
import { setAside } from "./set-aside.ts";

/** An encrypted file of JSON records that only grows, until it is compacted. One process writes it (see `lockDataFolder`). */
export interface RecordLog {
  /** The records found at opening, in order; handed out once, so that they do not stay in memory. */
  replay(): Iterable<unknown>;
  /** Set when the file was unreadable: it was set aside (`details.movedTo`) and the log begins empty. */
  readonly setAside: CasementError | undefined;
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
  follows?: string;
  /** How bytes reach the file; tests make it fail. */
  write?(handle: FileHandle, data: Buffer, position: number): Promise<void>;
}

interface Waiting {
  json: string;
  failed?: true;
  resolve(): void;
  reject(error: unknown): void;
}

export async function openRecordLog(options: RecordLogOptions): Promise<RecordLog> {
  const { file, key, purpose, sync = false, follows = "It is made anew.", write = writeAll } = options;
  await privateFolder(dirname(file));
  await rm(draftOf(file), { force: true });

  let aside: CasementError | undefined;
  let found: { frames: RecordFrames; records: unknown[]; size: number } | undefined;
  const data = await readFile(file).catch(absent);
  if (data) {
    try {
      found = readFrames(key, purpose, data);
    } catch (error) {
      if (!CasementError.is(error)) throw error;
      aside = await setAside(file, error, follows);
    }
  }

  let frames = found?.frames ?? newFrames(key, purpose);
  let records = found?.records ?? [];
  let count = records.length;
  let size = found?.size ?? 0;
  let handle = found ? await open(file, "r+") : await create(file, [frames.header]);
  if (found) await handle.truncate(size);
  else size = frames.header.length;
  // Whether bytes of a failed write may follow the good part.
  let tail = false;

  // Appends of now join it until its turn to be written comes, or a compaction comes between.
  let gathering: Waiting[] | undefined;
  const unresolved = new Set<Waiting>();
  let turn: Promise<unknown> = Promise.resolve();
  let closed = false;
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine.catch(() => {});
    return mine;
  };

  async function flush(batch: Waiting[]): Promise<void> {
    if (gathering === batch) gathering = undefined;
    try {
      if (tail) await handle.truncate(size);
      tail = true;
      const bytes = Buffer.concat(batch.map(({ json }, index) => frames.frame(json, count + index)));
      await write(handle, bytes, size);
      if (sync) await handle.datasync();
      tail = false;
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
    const fresh = await open(draft, "w+", 0o600);
    try {
      let position = 0;
      for (const chunk of chunks) {
        await write(fresh, chunk, position);
        position += chunk.length;
      }
      await fresh.sync();
      await rename(draft, target);
    } catch (error) {
      await fresh.close();
      await rm(draft, { force: true });
      throw error;
    }
    return fresh;
  }

  return {
    *replay() {
      const once = records;
      records = [];
      yield* once;
    },
    setAside: aside,
    append(record) {
      if (closed) return Promise.reject(new CasementError("stopped", `The log ${file} is closed.`));
      const json = JSON.stringify(record);
      return new Promise((resolve, reject) => {
        const item = { json, resolve, reject };
        unresolved.add(item);
        if (gathering) return void gathering.push(item);
        const batch = [item];
        gathering = batch;
        void inTurn(() => flush(batch));
      });
    },
    compact(from) {
      if (closed) return Promise.reject(new CasementError("stopped", `The log ${file} is closed.`));
      const texts = Array.from(from, (record) => JSON.stringify(record));
      const later = [...unresolved];
      gathering = undefined;
      return inTurn(async () => {
        // Those were written to the old file while this waited for its turn.
        for (const { failed, json } of later) if (!failed) texts.push(json);
        const next = newFrames(key, purpose);
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
        tail = false;
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
      if (closed) return turn as Promise<void>;
      closed = true;
      await inTurn(() => handle.close());
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

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
