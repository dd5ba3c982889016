import type { KeyObject } from "node:crypto";
import type { StoredRecord } from "@casement/host/ports";
import { openBytes, openJson, unpackJson } from "../keys/sealing.ts";
import type { ScriptReply } from "../redis/run-script.ts";

/** What Redis has of an account's records, as `openScript` returns it. */
export interface StoredLog {
  /** Random. Given when the first record is stored, and again when the log was set aside. */
  readonly id: string;
  /** How many records were ever stored. */
  readonly seq: number;
  /** How many of them are in the snapshot. */
  readonly base: number;
  readonly wrappedKey: Buffer;
  readonly parts: ReadonlyMap<string, Buffer>;
  readonly records: readonly Buffer[];
}

export function readStoredLog(reply: ScriptReply): StoredLog {
  const [, meta, fields, records] = reply as [Buffer, Buffer[], Buffer[], Buffer[]];
  const [id, seq, base, wrappedKey] = meta as [Buffer, Buffer, Buffer, Buffer];
  const parts = new Map<string, Buffer>();
  for (let i = 0; i + 1 < fields.length; i += 2) parts.set(String(fields[i]), fields[i + 1]!);
  return { id: String(id), seq: Number(seq), base: Number(base), wrappedKey, parts, records };
}

/** Which field has which part of the snapshot, in order. */
export type PartTable = readonly (readonly [id: string, field: string])[];

/** The field with the table of the others. */
export const tableField = "table";

/** Where the contents of a log belong. */
export interface LogPlaces {
  record(seq: number): readonly (string | number)[];
  part(field: string): readonly (string | number)[];
  table(base: number): readonly (string | number)[];
}

export const createLogPlaces = (account: string, logId: string): LogPlaces => ({
  record: (seq) => ["record", account, logId, seq],
  part: (field) => ["part", account, logId, field],
  table: (base) => ["table", account, logId, base],
});

export interface OpenedLog {
  readonly table: PartTable;
  /** Bytes of each part as it is stored. */
  readonly partBytes: ReadonlyMap<string, number>;
  readonly recordBytes: number;
  /** All records in order, unpacked one by one. */
  records(): Iterable<StoredRecord>;
  /** Those after the snapshot. */
  recordsAfter(): Iterable<StoredRecord>;
}

/** Decrypts everything. Returns undefined if anything was changed, moved, or is missing. */
export function openStoredLog(log: StoredLog, dataKey: KeyObject, account: string): OpenedLog | undefined {
  const places = createLogPlaces(account, log.id);
  if (log.records.length !== log.seq - log.base) return undefined;
  const table = openTable(log, dataKey, places);
  if (!table) return undefined;
  const parts: Buffer[] = [];
  const partBytes = new Map<string, number>();
  for (const [id, field] of table) {
    const sealed = log.parts.get(field);
    const packed = sealed && openBytes(dataKey, places.part(field), sealed);
    if (!packed) return undefined;
    parts.push(packed);
    partBytes.set(id, sealed.length);
  }
  const after: Buffer[] = [];
  for (const [index, sealed] of log.records.entries()) {
    const packed = openBytes(dataKey, places.record(log.base + index), sealed);
    if (!packed) return undefined;
    after.push(packed);
  }
  const recordsAfter = function* (): Iterable<StoredRecord> {
    for (const packed of after) yield unpackJson(packed) as StoredRecord;
  };
  return {
    table,
    partBytes,
    recordBytes: log.records.reduce((sum, { length }) => sum + length, 0),
    *records() {
      for (const packed of parts) yield* unpackJson(packed) as StoredRecord[];
      yield* recordsAfter();
    },
    recordsAfter,
  };
}

function openTable(log: StoredLog, dataKey: KeyObject, places: LogPlaces): PartTable | undefined {
  const sealed = log.parts.get(tableField);
  if (sealed) return openJson(dataKey, places.table(log.base), sealed)?.[0] as PartTable | undefined;
  return log.base === 0 && log.parts.size === 0 ? [] : undefined;
}
