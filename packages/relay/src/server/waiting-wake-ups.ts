import type { Clock } from "@casement/core";
import type { WakeUp } from "../protocol/relay-protocol.ts";

/** Wake-ups that arrived together, as an event of the stream. */
export interface WakeUpBatch {
  /** As server-sent events have it. */
  readonly id: string;
  readonly data: string;
}

/** What a hub may not have received yet: of at most 10 minutes, and at most 1,000. Nothing of it is on disk. */
export interface WaitingWakeUps {
  add(wakeUps: readonly WakeUp[]): WakeUpBatch;
  /** Says that something was not kept. */
  drop(): void;
  /** What came after the event that the hub received last. Undefined: something of it is lost. */
  after(lastId: string | undefined): readonly WakeUpBatch[] | undefined;
  /** The event that the hub is at when it has received everything. */
  readonly lastId: string;
  /** What it holds in memory. */
  readonly bytes: number;
}

const keptMs = 10 * 60_000;
const maxWakeUps = 1_000;
/** What a batch holds besides its text. */
const bytesOfBatch = 300;

interface KeptBatch extends WakeUpBatch {
  readonly number: number;
  readonly at: number;
  readonly size: number;
}

const bytesOf = ({ data }: KeptBatch): number => data.length + bytesOfBatch;

/** `instance`: identifies the relay's run, so that ids of an earlier one count as unknown. */
export function createWaitingWakeUps(clock: Clock, instance: string): WaitingWakeUps {
  let kept: KeptBatch[] = [];
  let [last, lost, count, bytes] = [0, 0, 0, 0];
  const idOf = (number: number): string => `${instance}-${number}`;
  const trim = (): void => {
    const now = clock.now().getTime();
    let over = 0;
    for (const batch of kept) {
      if (count <= maxWakeUps && batch.at > now - keptMs && batch.at <= now) break;
      count -= batch.size;
      bytes -= bytesOf(batch);
      lost = batch.number;
      over++;
    }
    if (over > 0) kept = kept.slice(over);
  };
  return {
    add(wakeUps) {
      const number = ++last;
      const data = JSON.stringify({ value: wakeUps });
      const batch: KeptBatch = { number, id: idOf(number), data, size: wakeUps.length, at: clock.now().getTime() };
      kept.push(batch);
      count += batch.size;
      bytes += bytesOf(batch);
      trim();
      return batch;
    },
    drop() {
      lost = ++last;
      kept = [];
      [count, bytes] = [0, 0];
    },
    after(lastId) {
      trim();
      const number = lastId?.startsWith(`${instance}-`) ? Number(lastId.slice(instance.length + 1)) : Number.NaN;
      if (!(number >= lost && number <= last)) return undefined;
      return kept.filter((batch) => batch.number > number);
    },
    get lastId() {
      return idOf(last);
    },
    get bytes() {
      return bytes;
    },
  };
}
