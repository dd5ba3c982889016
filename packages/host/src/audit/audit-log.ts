import type { KeyObject } from "node:crypto";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Clock, dayMs, type Logger } from "@casement/core";
import { createSerialQueue } from "../async/serial-queue.ts";
import { readStoredFile } from "../store/read-stored-file.ts";
import { readFrames } from "../store/record-frames.ts";
import { openRecordLog, type RecordLog } from "../store/record-log.ts";
import type { AuditEntry } from "./audit-entry.ts";

/** What AI agents called: always kept, in one encrypted file a day, beside all other data. */
export interface AuditLog {
  /** Resolves when the entry is written. Never rejects: what cannot be written is in the hub's log. */
  add(entry: NewAuditEntry): Promise<void>;
  /** The latest entries, newest first. */
  read(limit?: number): Promise<readonly AuditEntry[]>;
}

/** `call`: any text that a `begun` entry and the one about its outcome share. Only the latter is then listed. */
export type NewAuditEntry = Omit<AuditEntry, "at"> & { readonly call?: string };

type StoredEntry = AuditEntry & Pick<NewAuditEntry, "call">;

export interface AuditLogOptions {
  readonly folder: string;
  readonly key: KeyObject;
  readonly clock: Clock;
  readonly log: Logger;
}

export const auditDays = 30;
export const maxAuditBytes: number = 10 * 1024 * 1024;
/** A day may not push out all others: an agent that repeats itself would hide what it did before. */
const maxDayBytes = maxAuditBytes / 5;
const purpose = "calls of agents";

export function createAuditLog({ folder, key, clock, log }: AuditLogOptions): AuditLog & { close(): Promise<void> } {
  const queue = createSerialQueue();
  let open: { readonly day: string; readonly log: RecordLog } | undefined;
  let fullDay: string | undefined;
  let hasFault = false;
  let isClosed = false;
  const fileOf = (day: string): string => join(folder, `${day}.log`);
  const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
  const listDays = async (): Promise<string[]> =>
    (await readdir(folder).catch(() => [])).flatMap((name) => /^(\d{4}-\d\d-\d\d)\.log$/.exec(name)?.[1] ?? []).sort();

  /** Deletes days that are too old, and the oldest ones until all of them together are small enough. */
  async function trim(today: string): Promise<void> {
    const oldest = dayOf(clock.now().getTime() - (auditDays - 1) * dayMs);
    const days = await listDays();
    const sizes = new Map<string, number>();
    for (const day of days) sizes.set(day, (await stat(fileOf(day)).catch(() => undefined))?.size ?? 0);
    let total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    for (const day of days)
      if (day < oldest || (total > maxAuditBytes - maxDayBytes && day !== today)) {
        await rm(fileOf(day), { force: true });
        total -= sizes.get(day) ?? 0;
      }
  }

  async function logOf(day: string): Promise<RecordLog> {
    if (open?.day === day && (await open.log.isIntact())) return open.log;
    await open?.log.close();
    open = undefined;
    await trim(day);
    const opened = await openRecordLog({ file: fileOf(day), key, purpose, consequence: "The day's record of agents' calls begins again." });
    if (opened.setAsideError) log.warn(opened.setAsideError.message);
    open = { day, log: opened };
    return opened;
  }

  async function append(entry: StoredEntry): Promise<void> {
    const day = dayOf(Date.parse(entry.at));
    const today = await logOf(day);
    if (today.size < maxDayBytes) return today.append(entry);
    if (fullDay !== day) log.warn("AI agents made so many calls today that no more of them are recorded. See casement audit.");
    fullDay = day;
  }

  async function readDay(day: string): Promise<readonly StoredEntry[]> {
    try {
      const data = await readStoredFile(fileOf(day));
      return data ? (readFrames(key, purpose, data).records as StoredEntry[]) : [];
    } catch {
      log.warn(`The record of agents' calls on ${day} cannot be read.`);
      return [];
    }
  }

  return {
    add: (entry) =>
      queue(async () => {
        if (isClosed) return;
        try {
          await append({ at: clock.now().toISOString(), ...entry });
          hasFault = false;
        } catch {
          if (!hasFault) log.error("Calls of AI agents could not be recorded, because the data folder cannot be written.");
          hasFault = true;
        }
      }),
    read: (limit = 1_000) =>
      queue(async () => {
        const oldest = dayOf(clock.now().getTime() - (auditDays - 1) * dayMs);
        const entries: AuditEntry[] = [];
        const ended = new Set<string>();
        for (const day of (await listDays()).filter((each) => each >= oldest).reverse()) {
          if (entries.length >= limit) break;
          for (const { call, ...entry } of [...(await readDay(day))].reverse()) {
            if (call === undefined || !ended.has(call)) entries.push(entry);
            if (call !== undefined) ended.add(call);
          }
        }
        return entries.slice(0, limit);
      }),
    close: () =>
      queue(async () => {
        isClosed = true;
        await open?.log.close();
        open = undefined;
      }),
  };
}
