import { type KeyObject, randomBytes } from "node:crypto";
import { CasementError, type Clock } from "@casement/core";
import type { AccountLease, AccountStore, StatePart, StateStep, StoredRecord, StoreFault } from "@casement/host/ports";
import { sealJson } from "../keys/sealing.ts";
import type { RedisConnection } from "../redis/connect-redis.ts";
import type { AccountKeys, RedisKeys } from "../redis/keys.ts";
import { outcomeOf, type RedisScript, runScript, type ScriptReply } from "../redis/run-script.ts";
import { whenReady } from "../redis/when-ready.ts";
import { sealEvent } from "./journal-entries.ts";
import { createLogPlaces, type OpenedLog, type StoredLog, tableField } from "./open-stored-log.ts";
import { appendScript, compactScript } from "./scripts.ts";
import { createStepQueue, type QueuedStep } from "./step-queue.ts";
import { leaseLost, storeBehind, unavailableBy } from "./store-errors.ts";
import { createStoredValue } from "./stored-value.ts";
import { withinLimit } from "./within-limit.ts";

/** What the store of one account stands on. */
export interface AccountStoreOptions {
  readonly redis: RedisConnection;
  readonly keys: RedisKeys;
  readonly clock: Clock;
  readonly waitLimit: number;
  readonly account: string;
  readonly lease: AccountLease;
  /** The key that has the token of the owner. */
  readonly lock: string;
  readonly dataKey: KeyObject;
  readonly stored: StoredLog;
  readonly opened: OpenedLog;
  readonly setAside: CasementError | undefined;
}

/** Smaller logs are not compacted. */
const minCompactBytes = 24_000;

export function createRedisAccountStore(options: AccountStoreOptions): AccountStore {
  const { redis, keys, clock, waitLimit, account, lease, lock, dataKey, stored, setAside } = options;
  const at: AccountKeys = keys.accountKeys(account);
  const places = createLogPlaces(account, stored.id);
  let opened: OpenedLog | undefined = options.opened;
  let { seq, base } = stored;
  let table = new Map(opened.table);
  let partBytes = new Map(opened.partBytes);
  /** Sizes of the records after the snapshot. */
  let recordBytes = stored.records.map(({ length }) => length);
  /** Parts that have changed since the last compaction. Undefined: all. */
  let changed: Set<string> | undefined = new Set();
  let closing: Promise<void> | undefined;
  const noteChange = ({ t, f }: StoredRecord): void => {
    if (t === "restored") changed = undefined;
    else if (f !== undefined) changed?.add(f);
  };
  for (const record of opened.recordsAfter()) noteChange(record);

  const run = async (
    script: RedisScript,
    scriptKeys: readonly string[],
    args: readonly (string | number | Buffer)[],
  ): Promise<ScriptReply> => {
    const reply = await runScript(redis, script, [lock, ...scriptKeys], [lease.token, ...args]);
    if (outcomeOf(reply) === "LOST") throw leaseLost(account, lease);
    if (outcomeOf(reply) === "GAP") throw storeBehind(account, lease);
    return reply;
  };
  const append = async (steps: readonly StateStep[]): Promise<void> => {
    const records = steps.map(({ record }, index) => sealJson(dataKey, places.record(seq + index), record));
    const events = steps.flatMap((step) => step.events ?? []).map((event) => sealEvent(dataKey, event));
    await run(
      appendScript,
      [at.meta, at.log, keys.journal, keys.journalLast],
      [seq, randomId(), account, records.length, ...records, ...events],
    );
    seq += records.length;
    recordBytes.push(...records.map(({ length }) => length));
  };
  const queue = createStepQueue({
    clock,
    waitLimit,
    whenReady: () => whenReady(redis),
    send: append,
    apply({ record, apply }) {
      noteChange(record);
      apply(record);
    },
    createBehindError: () => storeBehind(account, lease),
  });

  const writeSnapshot = async (snapshot: Snapshot): Promise<void> => {
    const { parts, included } = snapshot;
    const nextBase = snapshot.seq + included.filter(({ isStored }) => isStored).length;
    const nextTable = new Map<string, string>();
    const nextBytes = new Map<string, number>();
    const fields: (string | Buffer)[] = [];
    for (const [id, content] of parts) {
      const field = content ? randomId() : table.get(id)!;
      nextTable.set(id, field);
      const sealed = content && sealJson(dataKey, places.part(field), content);
      nextBytes.set(id, sealed?.length ?? partBytes.get(id)!);
      if (sealed) fields.push(field, sealed);
    }
    fields.push(tableField, sealJson(dataKey, places.table(nextBase), [...nextTable]));
    const kept = new Set(nextTable.values());
    const unused = [...table.values()].filter((field) => !kept.has(field));
    await run(compactScript, [at.meta, at.log, at.base], [seq, nextBase, randomId(), fields.length / 2, ...fields, ...unused]);
    recordBytes = recordBytes.slice(nextBase - base);
    base = nextBase;
    table = nextTable;
    partBytes = nextBytes;
    queue.remove(included);
  };

  const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0);
  return {
    setAside,
    *replay() {
      const once = opened;
      opened = undefined;
      if (once) yield* once.records();
    },
    commit: queue.commit,
    keep: queue.keep,
    storeKept: queue.sendKept,
    get isCompactionDue() {
      return queue.isIdle && sum(recordBytes) > Math.max(minCompactBytes, sum(partBytes.values()) / 4);
    },
    async compact(parts) {
      const before = changed;
      const snapshot: Snapshot = { seq, parts: takeParts(parts, (id) => mustPack(id, before, table)), included: queue.applied() };
      changed = new Set();
      const written = queue.between(() => writeSnapshot(snapshot));
      written.catch(() => {
        changed = before && changed && new Set([...before, ...changed]);
      });
      await withinLimit(clock, waitLimit, written).catch((error) => {
        throw unavailableBy(error);
      });
    },
    file: (name, fileOptions) => createStoredValue({ redis, clock, waitLimit, account, at, lock, lease, dataKey, name }, fileOptions),
    isShared: true,
    async isIntact() {
      const found = await withinLimit(clock, waitLimit, redis.hget(at.meta, "seq")).catch(() => undefined);
      // Redis that does not answer has lost nothing yet.
      return found === undefined || Number(found) >= seq;
    },
    get fault(): StoreFault | undefined {
      return queue.isUnavailable ? redisFault : undefined;
    },
    get size() {
      return sum(recordBytes) + sum(partBytes.values());
    },
    close() {
      closing ??= queue.sendKept().finally(() => queue.end(new CasementError("stopped", `The account ${account} is closed.`)));
      return closing;
    },
  };
}

const redisFault: StoreFault = {
  message: "Redis does not store what changes.",
  cure: "Start it, or look into its log for why it refuses to write. `casement doctor` checks its settings.",
};

interface Snapshot {
  /** How many records were stored when the parts were taken. */
  readonly seq: number;
  /** The contents of each part; undefined for those that have not changed. */
  readonly parts: ReadonlyMap<string, readonly StoredRecord[] | undefined>;
  /** Steps that the parts contain, but Redis may not have. */
  readonly included: readonly QueuedStep[];
}

const takeParts = (parts: Iterable<StatePart>, mustTake: (id: string) => boolean): Snapshot["parts"] =>
  new Map(Array.from(parts, ({ id, records }) => [id, mustTake(id) ? [...records] : undefined]));

/** The part without an id may have changed with any record. */
const mustPack = (id: string, changed: ReadonlySet<string> | undefined, table: ReadonlyMap<string, string>): boolean =>
  id === "" || changed === undefined || changed.has(id) || !table.has(id);

const randomId = (): string => randomBytes(9).toString("base64url");
