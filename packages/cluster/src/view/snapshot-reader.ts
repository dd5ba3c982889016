import { CasementError, systemClock } from "@casement/core";
import type { SensorSnapshot, SensorSummary } from "@casement/host/ports";
import type { DataKeys } from "../keys/data-keys.ts";
import { whenReady } from "../redis/when-ready.ts";
import { storeUnavailable, unavailableBy } from "../state/store-errors.ts";
import { withinLimit } from "../state/within-limit.ts";
import { groupBy } from "./group-by.ts";
import { openSnapshot } from "./sealed-sensors.ts";
import type { ViewOptions } from "./view-options.ts";

/** Sensors with their attributes, as Redis has them. */
export interface SnapshotReader {
  /**
   * Unknown ones are left out. While Redis does not answer, they are stale: what was read a short time ago has its attributes, the others are without.
   * `onlyWhole`: those without are left out.
   * @throws CasementError `store-damaged`
   */
  read(ids: readonly string[], onlyWhole?: boolean): Promise<SensorSnapshot[]>;
}

export interface SnapshotReaderOptions extends Pick<ViewOptions, "redis" | "keys" | "clock"> {
  readonly dataKeys: DataKeys;
  /** What is known of a sensor at once. */
  readonly summaryOf: (id: string) => SensorSummary | undefined;
}

/** How long Redis may not answer, and for how long it is not asked then (ms). */
const answerLimit = 2_000;
/** How much is kept of what was read last (bytes), encrypted as in Redis. */
const maxKept = 32_000_000;

export function createSnapshotReader(options: SnapshotReaderOptions): SnapshotReader {
  const { redis, keys, clock = systemClock, dataKeys, summaryOf } = options;
  const kept = createKept();
  let askAgainAt = 0;
  const open = (id: string, sealed: Buffer, tried?: Set<string>): Promise<SensorSnapshot | undefined> =>
    dataKeys.open(accountOf(id), (dataKey) => openSnapshot(dataKey, id, sealed), tried);

  const fromRedis = async (ids: readonly string[]): Promise<SensorSnapshot[]> => {
    const lists = await Promise.all(
      [...groupBy(ids, accountOf)].map(async ([account, wanted]) => {
        const found = await redis.hmgetBuffer(keys.accountKeys(account).sensors, ...wanted);
        return Promise.all(
          found.map(async (sealed, at) => {
            kept.set(wanted[at]!, sealed);
            return sealed && open(wanted[at]!, sealed);
          }),
        );
      }),
    );
    return lists.flat().filter((snapshot) => !!snapshot);
  };
  const fromMemory = async (ids: readonly string[], onlyWhole: boolean): Promise<SensorSnapshot[]> => {
    const { code, message } = storeUnavailable("it does not answer");
    const snapshots: SensorSnapshot[] = [];
    for (const id of ids) {
      const summary = summaryOf(id);
      if (!summary) continue;
      const sealed = kept.get(id);
      // Redis is not asked for another key.
      const before = sealed && (await open(id, sealed, new Set([accountOf(id)])));
      const whole = before?.updatedAt === summary.updatedAt ? before : undefined;
      const { attributes, present } = whole ?? nothing;
      if (whole || !onlyWhole) snapshots.push({ ...summary, attributes, present, stale: true, error: message, errorCode: code });
    }
    return snapshots;
  };
  return {
    async read(ids, onlyWhole = false) {
      const now = (): number => clock.now().getTime();
      if (now() < askAgainAt) return fromMemory(ids, onlyWhole);
      try {
        return await withinLimit(
          clock,
          answerLimit,
          whenReady(redis).then(() => fromRedis(ids)),
        );
      } catch (error) {
        const problem = CasementError.is(error) ? error : unavailableBy(error);
        if (problem.code !== "store-unavailable") throw problem;
        askAgainAt = now() + answerLimit;
        return fromMemory(ids, onlyWhole);
      }
    },
  };
}

const nothing: Pick<SensorSnapshot, "attributes" | "present"> = { attributes: {}, present: undefined };

/** What was read last, up to a size. */
function createKept() {
  const contents = new Map<string, Buffer>();
  let size = 0;
  const remove = (id: string): void => {
    size -= contents.get(id)?.length ?? 0;
    contents.delete(id);
  };
  return {
    get: (id: string) => contents.get(id),
    set(id: string, content: Buffer | null): void {
      remove(id);
      if (!content) return;
      contents.set(id, content);
      size += content.length;
      for (const oldest of contents.keys()) {
        if (size <= maxKept) break;
        remove(oldest);
      }
    },
  };
}

const accountOf = (sensor: string): string => sensor.slice(0, sensor.indexOf("/"));
