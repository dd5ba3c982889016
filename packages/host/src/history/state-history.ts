import type { KeyObject } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Clock, dayMs } from "@casement/core";
import type { SensorSnapshot } from "../api.ts";
import type { Alarms } from "../async/alarms.ts";
import { createSerialQueue } from "../async/serial-queue.ts";
import { readStoredFile } from "../store/read-stored-file.ts";
import { readFrames } from "../store/record-frames.ts";
import { openRecordLog, type RecordLog } from "../store/record-log.ts";
import { type HistoryEntry, type StateChange, stateChangesOf, toHistoryState } from "./state-changes.ts";

/** The states of an account's sensors over some days, in one encrypted file a day. States only. Nothing of it is read at the start. */
export interface StateHistory {
  /** Call it with every snapshot. */
  record(snapshot: SensorSnapshot): void;
  /** The changes of a sensor (`plugin/slug`) since a time (ms). */
  read(sensor: string, from: number): Promise<readonly StateChange[]>;
  /** Deletes everything. */
  clear(): Promise<void>;
  /** Writes what is pending, and that the hub no longer watches. */
  close(): Promise<void>;
}

export interface StateHistoryOptions {
  readonly account: string;
  /** The folder of the day files. */
  readonly folder: string;
  readonly key: KeyObject;
  readonly days: number;
  readonly clock: Clock;
  readonly alarms: Alarms;
  readonly background: (task: () => Promise<void>) => void;
}

/** Changes are written together (ms). What a kill loses is not older. */
const writeDelayMs = 60_000;
/** Entries of one sensor a day. A state that flaps more often is not followed until midnight UTC. */
export const maxEntriesPerDay = 500;

export function createStateHistory({ account, folder, key, days, clock, alarms, background }: StateHistoryOptions): StateHistory {
  const queue = createSerialQueue();
  const purpose = `history of ${account}`;
  /** The last entry of each sensor. */
  const last = new Map<string, HistoryEntry>();
  let counts = new Map<string, number>();
  let pending: HistoryEntry[] = [{ at: clock.now().getTime(), hub: "started" }];
  let open: { readonly day: string; readonly log: RecordLog } | undefined;
  let cancelWrite: (() => void) | undefined;
  let closed = false;

  const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
  const fileOf = (day: string): string => join(folder, `${day}.log`);
  const daysWithFile = async (): Promise<string[]> =>
    (await readdir(folder).catch(() => [])).flatMap((name) => /^(\d{4}-\d\d-\d\d)\.log$/.exec(name)?.[1] ?? []).sort();

  async function logOf(day: string): Promise<RecordLog> {
    // Another file if somebody has deleted this one.
    if (open?.day === day && (await open.log.isIntact())) return open.log;
    await open?.log.close();
    open = undefined;
    const oldest = dayOf(clock.now().getTime() - days * dayMs);
    for (const old of await daysWithFile()) if (old < oldest) await rm(fileOf(old), { force: true });
    const log = await openRecordLog({ file: fileOf(day), key, purpose, consequence: "The day's history begins again." });
    open = { day, log };
    counts = new Map();
    // A file says by itself what the states were, so that older ones can go.
    const at = clock.now().getTime();
    pending.push(...[...last.values()].filter((entry) => dayOf(entry.at) !== day).map((entry) => ({ ...entry, at })));
    return log;
  }

  function write(): Promise<void> {
    cancelWrite?.();
    cancelWrite = undefined;
    return queue(async () => {
      if (pending.length === 0) return;
      const log = await logOf(dayOf(clock.now().getTime()));
      const entries = pending.sort((a, b) => a.at - b.at);
      pending = [];
      await log.append(entries);
    });
  }
  const writeSoon = (): void => {
    // A full disk costs history, and nothing else: the account's own log reports it.
    cancelWrite ??= alarms.at(clock.now().getTime() + writeDelayMs, () => background(() => write().catch(() => {})));
  };

  async function readDay(day: string): Promise<readonly HistoryEntry[]> {
    try {
      const data = await readStoredFile(fileOf(day));
      return data ? (readFrames(key, purpose, data).records as HistoryEntry[][]).flat() : [];
    } catch {
      return [];
    }
  }

  return {
    record({ id, state, stale, gone }) {
      if (closed) return;
      const s = id.split("/").slice(1).join("/");
      const known = last.get(s);
      const next: HistoryEntry = { at: clock.now().getTime(), s, state: gone ? null : toHistoryState(state), ...(stale && { stale }) };
      if (known && known.state === next.state && known.stale === next.stale) return;
      last.set(s, next);
      const count = (counts.get(s) ?? 0) + 1;
      counts.set(s, count);
      if (count > maxEntriesPerDay) return;
      pending.push(next);
      writeSoon();
    },
    async read(sensor, from) {
      await write().catch(() => {});
      const entries: HistoryEntry[] = [];
      for (const day of await daysWithFile()) entries.push(...(await readDay(day)));
      return stateChangesOf(sensor, entries, from);
    },
    clear: () =>
      queue(async () => {
        await open?.log.close();
        open = undefined;
        pending = [];
        last.clear();
        await rm(folder, { recursive: true, force: true });
      }),
    async close() {
      closed = true;
      const isEmpty = last.size === 0;
      if (!isEmpty) pending.push({ at: clock.now().getTime(), hub: "stopped" });
      if (!isEmpty) await write().catch(() => {});
      cancelWrite?.();
      await queue(async () => {
        await open?.log.close();
        open = undefined;
      });
    },
  };
}
