import { createScript, type RedisScript } from "../redis/run-script.ts";

/** Number of entries that are kept for a worker that is slow. Who missed some reads everything once. */
export const maxWaiting = 10_000;

/**
 * Passes something to the worker that runs an account. NOBODY: none does; the next one reads everything when it opens the account. KEYS: lock. ARGV: what the
 * names of the streams begin with, account, sealed notifications.
 */
export const passScript: RedisScript = createScript(`
local token = redis.call('GET', KEYS[1])
local worker = token and token:match('^(.*):[^:]*$')
if not worker then return {'NOBODY'} end
redis.call('XADD', ARGV[1] .. worker, 'MAXLEN', '~', ${maxWaiting}, '*', 'a', ARGV[2], 'n', ARGV[3])
return {'OK'}`);
