import { createScript, type RedisScript } from "../redis/run-script.ts";

// A call goes from `asked` to `begun` to `done`. It can also end as `unknown`: nobody knows its outcome; or as `cancelled`: it never begins. Each script
// returns the state first. All notice when they are sent again.

const ring = `local function ring(stream, ...)
  redis.call('XADD', stream, 'MAXLEN', '~', 10000, '*', ...)
  redis.call('PEXPIRE', stream, 960000)
end
`;

/**
 * Stores a call, unless it is stored, and tells the worker as long as it has not begun. KEYS: call, stream of the worker if there is one. ARGV: id,
 * account, whether it is repeatable (1), for how long it can begin (ms), for how long it is kept (ms), channel of the caller, wrapped key, input.
 */
export const askScript: RedisScript = createScript(`${ring}
local state = redis.call('HGET', KEYS[1], 'state')
if not state then
  local time = redis.call('TIME')
  local limit = string.format('%.0f', tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000 + tonumber(ARGV[4]))
  redis.call('HSET', KEYS[1], 'state', 'asked', 'repeatable', ARGV[3], 'limit', limit, 'news', ARGV[6], 'key', ARGV[7], 'input', ARGV[8])
  redis.call('PEXPIRE', KEYS[1], ARGV[5])
elseif state ~= 'asked' then
  return {state}
end
if KEYS[2] then ring(KEYS[2], 'call', ARGV[1], 'account', ARGV[2]) end
return {'asked'}`);

/**
 * Returns the state of a call, and its answer. If its owner has lost the account, a repeatable call is asked again, and the outcome of another one is
 * unknown from now on. KEYS: call.
 */
export const lookScript: RedisScript = createScript(`
local call = redis.call('HMGET', KEYS[1], 'state', 'token', 'repeatable', 'answer', 'lock')
if not call[1] then return {'gone'} end
if call[1] == 'begun' and redis.call('GET', call[5]) ~= call[2] then
  call[1] = call[3] == '1' and 'asked' or 'unknown'
  redis.call('HSET', KEYS[1], 'state', call[1])
  if call[1] == 'unknown' then redis.call('HDEL', KEYS[1], 'input') end
end
return {call[1], call[4] or ''}`);

/** Sees to it that a call does not begin; if it has begun, its worker is told. KEYS: call. ARGV: id, what the names of the streams begin with. */
export const cancelScript: RedisScript = createScript(`${ring}
local call = redis.call('HMGET', KEYS[1], 'state', 'worker')
if call[1] == 'asked' then
  redis.call('HSET', KEYS[1], 'state', 'cancelled')
  redis.call('HDEL', KEYS[1], 'input')
  return {'cancelled'}
end
if call[1] == 'begun' then ring(ARGV[2] .. call[2], 'cancel', ARGV[1]) end
return {call[1] or 'gone'}`);

/**
 * Begins a call, for the owner of the account only. Returns OK and what it needs. KEYS: call, lock. ARGV: token, id of this run, worker.
 */
export const beginScript: RedisScript = createScript(`
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return {'LOST'} end
local call = redis.call('HMGET', KEYS[1], 'state', 'run', 'limit', 'repeatable', 'news', 'key', 'input')
if call[1] == 'asked' then
  local time = redis.call('TIME')
  if tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000 > tonumber(call[3]) then return {'late'} end
  redis.call('HSET', KEYS[1], 'state', 'begun', 'token', ARGV[1], 'run', ARGV[2], 'worker', ARGV[3], 'lock', KEYS[2])
elseif call[1] ~= 'begun' or call[2] ~= ARGV[2] then
  return {call[1] or 'gone'}
end
return {'OK', call[4], call[5], call[6], call[7]}`);

// The owner has run what it began. If Redis has lost its last second meanwhile, it may say that the call has not begun.
const ofThisRun = `
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return {'LOST'} end
local call = redis.call('HMGET', KEYS[1], 'state', 'run', 'news')
if call[1] ~= 'asked' and call[2] ~= ARGV[2] then return {call[1] or 'gone'} end
`;

/** Stores the answer of a call, for a minute, and tells the caller. KEYS: call, lock. ARGV: token, id of this run, news for the caller, answer. */
export const answerScript: RedisScript = createScript(`${ofThisRun}
if call[1] == 'asked' or call[1] == 'begun' then
  redis.call('HSET', KEYS[1], 'state', 'done', 'answer', ARGV[4], 'run', ARGV[2])
  redis.call('HDEL', KEYS[1], 'input')
  redis.call('PEXPIRE', KEYS[1], 60000)
elseif call[1] ~= 'done' then
  return {call[1]}
end
redis.call('PUBLISH', call[3], ARGV[3])
return {'done'}`);

/** Leaves a repeatable call that could not be ended to the next owner. KEYS: call, lock. ARGV: token, id of this run, news for the caller. */
export const releaseScript: RedisScript = createScript(`${ofThisRun}
if call[1] ~= 'begun' then return {call[1]} end
redis.call('HSET', KEYS[1], 'state', 'asked')
redis.call('PUBLISH', call[3], ARGV[3])
return {'asked'}`);
