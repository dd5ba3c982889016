import { type Clock, systemClock } from "@casement/core";
import type { GroupReading, GroupReadPort, ReadingGroup } from "@casement/host/ports";
import type { ClusterKeys } from "../keys/cluster-keys.ts";
import { repeatTask } from "../ownership/repeat-task.ts";
import type { RedisConnection } from "../redis/connect-redis.ts";
import { followStream } from "../redis/follow-stream.ts";
import type { RedisKeys } from "../redis/keys.ts";
import { whenReady } from "../redis/when-ready.ts";
import { type HeldRole, holdRole, type RoleTimes } from "../roles/hold-role.ts";
import { withinLimit } from "../state/within-limit.ts";
import { createGroupKeys, type GroupKeys, groupIdOf } from "./group-keys.ts";
import { readForGroup } from "./read-for-group.ts";
import { openPart } from "./read-parts.ts";
import { createWantedIds } from "./wanted-ids.ts";

export interface RedisGroupReadsOptions {
  readonly redis: RedisConnection;
  readonly keys: RedisKeys;
  readonly clusterKeys: ClusterKeys;
  /** The id of this process among the workers. */
  readonly worker: string;
  /** Redis could not be used. It is tried again. */
  readonly onProblem: (error: unknown) => void;
  readonly clock?: Clock;
  /** Of the role of a reader. */
  readonly times?: Partial<RoleTimes>;
}

export interface RedisGroupReads extends GroupReadPort, AsyncDisposable {}

/** How soon others learn of an account that asks for the first time (ms). Those that start in the same moment are then told with it. */
const gatherMs = 2_000;
/** How long it is believed that there is a reader, or none (ms). */
const believedMs = 1_000;
const answerLimit = 2_000;

/** One process of the cluster reads for each group, and passes on to every worker what is for its accounts. */
export function createRedisGroupReads(options: RedisGroupReadsOptions): RedisGroupReads {
  const { redis, clusterKeys, worker, onProblem, clock = systemClock } = options;
  const keys = createGroupKeys(options.keys);
  const joined = new Map<string, JoinedGroup>();
  let follower: ReturnType<typeof followStream> | undefined;
  const follow = () =>
    followStream({
      ...{ redis, clock, stream: keys.parts(worker), after: "0-0", onProblem },
      async onEntries(entries) {
        const [seconds, microseconds] = await redis.time();
        const now = Number(seconds) * 1_000 + Number(microseconds) / 1_000;
        for (const entry of entries) {
          const part = openPart(clusterKeys, worker, now, entry);
          if (part) joined.get(part.group)?.group.deliver(part, part.age);
        }
      },
      // Whatever was missed is read again soon.
      onGap: async () => "0-0",
    });
  return {
    join(group) {
      follower ??= follow();
      const id = groupIdOf(group.name);
      const member = joinGroup({ ...options, clock }, keys, id, group, () => void joined.delete(id));
      joined.set(id, member);
      return member;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...joined.values()].map((member) => member.end()));
      await follower?.stop();
    },
  };
}

interface JoinedGroup extends GroupReading {
  readonly group: ReadingGroup;
  end(): Promise<void>;
}

function joinGroup(
  options: RedisGroupReadsOptions & { readonly clock: Clock },
  keys: GroupKeys,
  id: string,
  group: ReadingGroup,
  onEnd: () => void,
): JoinedGroup {
  const { redis, clusterKeys, worker, onProblem, clock } = options;
  const name = `group:${id}`;
  const wanted = createWantedIds(redis, keys, clusterKeys, { group: id, worker });
  const ask = async <T>(question: () => Promise<T>): Promise<T> => {
    await withinLimit(clock, answerLimit, whenReady(redis));
    return withinLimit(clock, answerLimit, question());
  };
  let isNewWanted = false;
  let isEnded = false;
  let role: HeldRole | undefined;
  let ending: Promise<void> = Promise.resolve();
  let believed: { readonly at: number; readonly isRead: Promise<boolean> } | undefined;

  /** Only those who can read wait for the role. */
  const updateRole = (): void => {
    const canRead = !isEnded && group.canRead();
    if (canRead && !role)
      role = holdRole({ ...options, name, run: (signal, lease) => readForGroup({ ...options, keys, id, group, wanted }, signal, lease) });
    if (canRead || !role) return;
    ending = Promise.all([ending, role.stop()]).then(() => {});
    role = undefined;
  };
  const telling = repeatTask(clock, async () => {
    isNewWanted = false;
    updateRole();
    const ids = group.ids();
    if (!isEnded) await ask(() => wanted.tell(ids)).catch(onProblem);
    return group.interval;
  });
  const end = async (): Promise<void> => {
    if (isEnded) return ending;
    isEnded = true;
    onEnd();
    telling.stop();
    updateRole();
    await ask(() => wanted.clear()).catch(onProblem);
    await ending;
  };
  let isTelling = false;
  return {
    group,
    isRead() {
      const now = clock.now().getTime();
      if (!believed || Math.abs(now - believed.at) > believedMs)
        believed = { at: now, isRead: ask(() => redis.exists(options.keys.role(name))).then(Boolean, () => false) };
      return believed.isRead;
    },
    onAsked(isNew) {
      updateRole();
      if (!isTelling) {
        isTelling = true;
        telling.start();
      } else if (isNew && !isNewWanted) {
        isNewWanted = true;
        clock.after(gatherMs, () => void telling.now());
      }
    },
    leave: () => void end(),
    end,
  };
}
