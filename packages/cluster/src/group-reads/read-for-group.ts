import type { Clock } from "@casement/core";
import type { ReadingGroup, ReadPart } from "@casement/host/ports";
import type { ClusterKeys } from "../keys/cluster-keys.ts";
import type { RedisConnection } from "../redis/connect-redis.ts";
import type { RoleLease } from "../roles/hold-role.ts";
import { pauseUnlessAborted } from "../roles/pause-unless-aborted.ts";
import type { GroupKeys } from "./group-keys.ts";
import { sendPart } from "./read-parts.ts";
import type { WantedIds } from "./wanted-ids.ts";

export interface GroupReader {
  readonly redis: RedisConnection;
  readonly keys: GroupKeys;
  readonly clusterKeys: ClusterKeys;
  readonly clock: Clock;
  readonly worker: string;
  readonly id: string;
  readonly group: ReadingGroup;
  readonly wanted: WantedIds;
  readonly onProblem: (error: unknown) => void;
}

/** While nobody is there to read for, it looks again so often (ms). */
const gatherMs = 2_000;

/** Reads for all accounts of a group while this process has the role. Ends on its own when no account of this process may read any more. */
export async function readForGroup(reader: GroupReader, signal: AbortSignal, lease: RoleLease): Promise<void> {
  const { clock, group, wanted, onProblem } = reader;
  while (!signal.aborted && group.canRead()) {
    const began = clock.now().getTime();
    const workersOf = await wanted.all().then(workersById, (error: unknown) => {
      onProblem(error);
      return new Map<string, string[]>();
    });
    const isShared = workersOf.size > 1;
    if (isShared && lease.sure(0))
      await group
        .read([...workersOf.keys()], signal, (part, age) => passOn(reader, workersOf, part, age))
        .catch((error) => (signal.aborted ? undefined : group.onProblem(error)));
    const took = clock.now().getTime() - began;
    await pauseUnlessAborted(clock, Math.max(0, (isShared ? group.interval : gatherMs) - took), signal);
  }
}

/** The workers that have an account of a user. */
function workersById(idsOf: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const workers = new Map<string, string[]>();
  for (const [worker, ids] of idsOf)
    for (const id of ids) {
      const known = workers.get(id);
      if (known) known.push(worker);
      else workers.set(id, [worker]);
    }
  return workers;
}

async function passOn(reader: GroupReader, workersOf: ReadonlyMap<string, readonly string[]>, part: ReadPart, age: number): Promise<void> {
  const { redis, keys, clusterKeys, worker, id, group, onProblem } = reader;
  const idsOf = new Map<string, string[]>();
  for (const user of part.ids)
    for (const one of workersOf.get(user) ?? []) {
      const ids = idsOf.get(one);
      if (ids) ids.push(user);
      else idsOf.set(one, [user]);
    }
  for (const [one, ids] of idsOf) {
    const values = new Map(ids.flatMap((user) => (part.values.has(user) ? [[user, part.values.get(user)!] as const] : [])));
    if (one === worker) group.deliver({ ids, values }, age);
    else await sendPart(redis, keys, clusterKeys, one, { group: id, ids, values, age }).catch(onProblem);
  }
}
