import type { RedisConnection } from "../redis/connect-redis.ts";
import { createScript, outcomeOf, type RedisScript, runScript } from "../redis/run-script.ts";

// KEYS: the lock. ARGV: token, how long it lasts (ms).

/** Also `OK` if it has this token: the answer to the first attempt was lost. */
const takeScript: RedisScript = createScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  return {'OK'}
end
return {redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) and 'OK' or 'HELD'}`);

const renewScript: RedisScript = createScript(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return {'LOST'} end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return {'OK'}`);

const releaseScript: RedisScript = createScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return {'OK'}`);

/** The lock of a role in Redis. A token stands for one holding of it. */
export interface RoleLock {
  /** Returns whether this token has it now. */
  take(token: string): Promise<boolean>;
  /** Returns whether this token still has it. */
  renew(token: string): Promise<boolean>;
  release(token: string): Promise<void>;
}

export function createRoleLock(redis: RedisConnection, key: string, duration: number): RoleLock {
  const run = async (script: RedisScript, token: string): Promise<boolean> =>
    outcomeOf(await runScript(redis, script, [key], [token, duration])) === "OK";
  return {
    take: (token) => run(takeScript, token),
    renew: (token) => run(renewScript, token),
    async release(token) {
      await run(releaseScript, token);
    },
  };
}
