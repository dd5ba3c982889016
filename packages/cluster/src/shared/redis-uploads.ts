import { systemClock } from "@casement/core";
import type { UploadPort } from "@casement/host/ports";
import { openClusterDataKey } from "../keys/rotate-keys.ts";
import { openBytes, sealBytes } from "../keys/sealing.ts";
import { unavailableBy } from "../state/store-errors.ts";
import { withinLimit } from "../state/within-limit.ts";
import type { ViewOptions } from "../view/view-options.ts";

const lifetimeMs = 60 * 60_000;
/** Of all files together, in all processes. */
const maxTotalSize = 256 * 1024 * 1024;
const waitLimit = 20_000;

/** Files that were uploaded to any front, for the service that reads them at the owner of its account. */
export function createRedisUploads({ redis, keys, clusterKeys, clock = systemClock }: Omit<ViewOptions, "onProblem">): UploadPort {
  const ask = <T>(answer: Promise<T>): Promise<T> =>
    withinLimit(clock, waitLimit, answer).catch((error) => {
      throw unavailableBy(error);
    });
  const dataKey = () => ask(openClusterDataKey({ redis, keys, clusterKeys }));
  const placeOf = (key: string) => ["upload", key];

  async function removeOld(): Promise<void> {
    await ask(redis.zremrangebyscore(keys.uploads, "-inf", clock.now().getTime()));
    const members = await ask(redis.zrangebyscore(keys.uploads, "-inf", "+inf"));
    let total = members.reduce((sum, member) => sum + sizeOf(member), 0);
    for (const member of members) {
      if (total <= maxTotalSize) return;
      total -= sizeOf(member);
      await ask(
        redis
          .multi()
          .del(keys.upload(keyOf(member)))
          .zrem(keys.uploads, member)
          .exec(),
      );
    }
  }
  return {
    async keep(key, content) {
      const sealed = sealBytes(await dataKey(), placeOf(key), content);
      const until = clock.now().getTime() + lifetimeMs;
      const results = await ask(
        redis.multi().set(keys.upload(key), sealed, "PX", lifetimeMs).zadd(keys.uploads, until, `${content.byteLength} ${key}`).exec(),
      );
      for (const [error] of results ?? []) if (error) throw unavailableBy(error);
      await removeOld();
    },
    async read(key) {
      const sealed = await ask(redis.getBuffer(keys.upload(key)));
      const content = sealed && openBytes(await dataKey(), placeOf(key), sealed);
      return content ? new Uint8Array(content) : undefined;
    },
  };
}

/** A member is `<bytes> <key>`. */
const sizeOf = (member: string): number => Number(member.slice(0, member.indexOf(" ")));
const keyOf = (member: string): string => member.slice(member.indexOf(" ") + 1);
