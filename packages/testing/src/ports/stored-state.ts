import type { AccountStore, StatePart, StateStep, StoredRecord } from "@casement/host/ports";

/** A record of the tests: sets one value. */
export interface ValueRecord extends StoredRecord {
  readonly t: "value";
  readonly s: string;
  readonly value: unknown;
}
export const valueRecord = (s: string, content: unknown, f?: string): ValueRecord => ({
  t: "value",
  s,
  value: content,
  ...(f !== undefined && { f }),
});

/** What a store is used for: values in memory that follow from its records. */
export interface StoredState {
  readonly values: ReadonlyMap<string, ValueRecord>;
  /** The records that were applied, as the store passed them. */
  readonly applied: readonly StoredRecord[];
  step(record: StoredRecord, events?: StateStep["events"]): StateStep;
  parts(): Iterable<StatePart>;
}

/** The state as the store's records make it. */
export function createStoredState(store: AccountStore): StoredState {
  const values = new Map<string, ValueRecord>();
  const applied: StoredRecord[] = [];
  const apply = (record: StoredRecord): void => {
    applied.push(record);
    if (record.t === "value") values.set((record as ValueRecord).s, record as ValueRecord);
  };
  for (const record of store.replay()) apply(record);
  return {
    values,
    applied,
    step: (record, events) => ({ record, ...(events && { events }), apply }),
    *parts() {
      const all = [...values.values()];
      for (const f of new Set(all.flatMap((record) => record.f ?? []))) yield { id: f, records: all.filter((record) => record.f === f) };
      yield { id: "", records: all.filter((record) => record.f === undefined) };
    },
  };
}
