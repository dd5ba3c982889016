import type { RedisConnection } from "../redis/connect-redis.ts";
import { createScript, type RedisScript, runScript } from "../redis/run-script.ts";
import type { SharedBuckets } from "./token-buckets.ts";

/**
 * Takes tokens out of all buckets, by the time of Redis. What the buckets of the tenant hold is shared equally among the workers that wait, but nobody gets
 * more than it wants. The part of those that do not ask now is kept for them. Tokens in a bucket and those kept are together at most its burst. KEYS: end
 * of the pause, who waits, the buckets of the tenant, those of the app. ARGV: worker, tokens wanted, number of buckets of the tenant, rate and burst of each
 * bucket. Returns the tokens, and the time.
 */
const grantScript: RedisScript = createScript(`
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000
local worker, want, own = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])

local waiting, kept, returned = {}, 0, 0
local found = redis.call('HGETALL', KEYS[2])
for i = 1, #found, 2 do
  local wish, part, at = string.match(found[i + 1], '^(.-):(.-):(.*)$')
  if now - tonumber(at) > 5000 then
    redis.call('HDEL', KEYS[2], found[i])
    returned = returned + tonumber(part)
  else
    waiting[#waiting + 1] = {name = found[i], wish = tonumber(wish), part = tonumber(part), at = at}
    kept = kept + tonumber(part)
  end
end

local tokens, forTenant, forApp = {}, math.huge, math.huge
for i = 3, #KEYS do
  local rate, burst = tonumber(ARGV[2 * i - 2]), tonumber(ARGV[2 * i - 1])
  local bucket = redis.call('HMGET', KEYS[i], 'tokens', 'at')
  tokens[i] = tonumber(bucket[1] or burst) + math.max(0, now - tonumber(bucket[2] or now)) / 1000 * rate
  if i - 2 <= own then
    tokens[i] = math.min(burst - kept, tokens[i] + returned)
    forTenant = math.min(forTenant, tokens[i])
  else
    tokens[i] = math.min(burst, tokens[i])
    forApp = math.min(forApp, tokens[i])
  end
end

local granted = math.min(want, forApp)
if redis.call('EXISTS', KEYS[1]) == 1 then granted = 0 end
if own > 0 then
  local asker
  for _, one in ipairs(waiting) do if one.name == worker then asker = one end end
  if not asker then
    asker = {name = worker, part = 0}
    waiting[#waiting + 1] = asker
  end
  asker.wish = want
  asker.at = string.format('%.3f', now)
  table.sort(waiting, function(a, b) return a.wish - a.part < b.wish - b.part end)
  local left = forTenant
  for i, one in ipairs(waiting) do
    local more = math.max(0, math.min(one.wish - one.part, left / (#waiting - i + 1)))
    one.part = one.part + more
    left = left - more
  end
  granted = math.min(granted, asker.part + 0.000001)
  granted = math.floor(granted)
  asker.part = asker.part - granted
  asker.wish = want - granted
  local surplus = math.max(0, asker.part - asker.wish)
  asker.part = math.max(0, asker.part - surplus)
  for i = 3, 2 + own do tokens[i] = tokens[i] - (forTenant - left) + surplus end
  for _, one in ipairs(waiting) do
    if one.wish > 0 then redis.call('HSET', KEYS[2], one.name, string.format('%d:%.6f:%s', one.wish, one.part, one.at))
    else redis.call('HDEL', KEYS[2], one.name) end
  end
  redis.call('PEXPIRE', KEYS[2], 10000)
end
granted = math.max(0, math.floor(granted))

for i = 3, #KEYS do
  if i - 2 > own then tokens[i] = tokens[i] - granted end
  redis.call('HSET', KEYS[i], 'tokens', string.format('%.6f', tokens[i]), 'at', string.format('%.3f', now))
  redis.call('PEXPIRE', KEYS[i], 600000)
end
return {granted, string.format('%.3f', now)}`);

/** KEYS: end of the pause. ARGV: how long (ms). A shorter pause does not end a longer one. */
const pauseScript: RedisScript = createScript(`
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], 1, 'PX', ARGV[1]) end
return {'OK'}`);

export interface TokenGrant {
  readonly tokens: number;
  /** When, by the time of Redis (ms). */
  readonly at: number;
}

export async function grantTokens(redis: RedisConnection, shared: SharedBuckets, worker: string, wanted: number): Promise<TokenGrant> {
  const { key, ofTenant, ofApp } = shared;
  const buckets = [...ofTenant, ...ofApp];
  const reply = await runScript(
    redis,
    grantScript,
    [pauseKeyOf(shared), `${key}:waiting`, ...buckets.map((bucket) => bucket.key)],
    [worker, wanted, ofTenant.length, ...buckets.flatMap(({ rate, burst }) => [rate, burst])],
  );
  const [tokens, at] = reply as [number, Buffer];
  return { tokens, at: Number(at) };
}

export async function pauseTokens(redis: RedisConnection, shared: SharedBuckets, ms: number): Promise<void> {
  await runScript(redis, pauseScript, [pauseKeyOf(shared)], [Math.ceil(ms)]);
}

const pauseKeyOf = ({ key }: SharedBuckets): string => `${key}:pause`;
