import { createScript, type RedisScript } from "../redis/run-script.ts";

// Every script begins with the fence: the lock of the account still has the owner's token, or nothing is done (LOST). The first write is one that Redis
// refuses when its memory is full, so that a script is never half done. Keys are in the order of `KEYS`, see the callers.

const fence = "if redis.call('GET', KEYS[1]) ~= ARGV[1] then return {'LOST'} end\n";

/** Number of events that are kept, across all accounts. Redis removes them some at a time, so there are a few more. */
export const maxJournalLength = 100_000;

/** Number of changes of sensors that are kept for those who read them late. */
export const maxChanges = 100_000;

/** Returns what is stored of an account, which begins with nothing. KEYS: lock, meta, base, log. ARGV: token, id and wrapped key for a new one. */
export const openScript: RedisScript = createScript(`${fence}
if redis.call('HEXISTS', KEYS[2], 'log') == 0 then redis.call('HSET', KEYS[2], 'log', ARGV[2], 'seq', 0, 'base', 0) end
redis.call('HSETNX', KEYS[2], 'key', ARGV[3])
local meta = redis.call('HMGET', KEYS[2], 'log', 'seq', 'base', 'key')
return {'OK', meta, redis.call('HGETALL', KEYS[3]), redis.call('LRANGE', KEYS[4], 0, -1)}`);

/**
 * Appends a batch of records and their events, or nothing. AGAIN: it has been appended before, and the answer was lost. GAP: what is stored is not what
 * the owner knows. KEYS: lock, meta, log, journal, id of its last event. ARGV: token, expected seq, id of the batch, account, number of records, the
 * records, the events.
 */
export const appendScript: RedisScript = createScript(`${fence}
local meta = redis.call('HMGET', KEYS[2], 'seq', 'batch')
local seq = tonumber(meta[1] or '-1')
local count = tonumber(ARGV[5])
if seq ~= tonumber(ARGV[2]) then
  if meta[2] == ARGV[3] and seq == ARGV[2] + count then return {'AGAIN'} end
  return {'GAP'}
end
for i = 6, 5 + count do redis.call('RPUSH', KEYS[3], ARGV[i]) end
if #ARGV > 5 + count then
  local time = redis.call('TIME')
  local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
  local last = tonumber(redis.call('GET', KEYS[5]) or '0')
  for i = 6 + count, #ARGV do
    last = math.max(last + 1, now)
    redis.call('XADD', KEYS[4], 'MAXLEN', '~', ${maxJournalLength}, string.format('%.0f-0', last), 'a', ARGV[4], 'e', ARGV[i])
  end
  redis.call('SET', KEYS[5], string.format('%.0f', last))
end
redis.call('HSET', KEYS[2], 'seq', seq + count, 'batch', ARGV[3])
return {'OK'}`);

/**
 * Replaces parts of the snapshot, and removes the records that it contains. KEYS: lock, meta, log, base. ARGV: token, expected seq, seq of the new
 * snapshot, id of this compaction, number of new parts, their fields and contents in turn, the fields that are no longer needed.
 */
export const compactScript: RedisScript = createScript(`${fence}
local meta = redis.call('HMGET', KEYS[2], 'seq', 'base', 'compaction')
if meta[3] == ARGV[4] then return {'AGAIN'} end
if meta[1] ~= ARGV[2] then return {'GAP'} end
local parts = 5 + 2 * tonumber(ARGV[5])
for i = 6, parts, 2 do redis.call('HSET', KEYS[4], ARGV[i], ARGV[i + 1]) end
redis.call('LTRIM', KEYS[3], tonumber(ARGV[3]) - tonumber(meta[2]), -1)
for i = parts + 1, #ARGV do redis.call('HDEL', KEYS[4], ARGV[i]) end
redis.call('HSET', KEYS[2], 'base', ARGV[3], 'compaction', ARGV[4])
return {'OK'}`);

/**
 * Renames what is unreadable, for a while; one that was set aside before is replaced. The wrapped key and the files stay if the key can be opened.
 * KEYS: lock, then meta, base, log, files, and their new names. ARGV: token, whether the key can be opened (1), seconds.
 */
export const setAsideScript: RedisScript = createScript(`${fence}
if redis.call('HEXISTS', KEYS[2], 'log') == 0 then return {'AGAIN'} end
local key = redis.call('HGET', KEYS[2], 'key')
for i = 2, ARGV[2] == '1' and 4 or 5 do
  redis.call('DEL', KEYS[i + 4])
  if redis.call('EXISTS', KEYS[i]) == 1 then
    redis.call('RENAME', KEYS[i], KEYS[i + 4])
    redis.call('EXPIRE', KEYS[i + 4], ARGV[3])
  end
end
if ARGV[2] == '1' then redis.call('HSET', KEYS[2], 'key', key) end
return {'OK'}`);

/** Also tells it to those who show sensors. KEYS: lock, changes, and all of the account. ARGV: token, account. */
export const removeScript: RedisScript = createScript(`${fence}
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ${maxChanges}, '*', 'a', ARGV[2])
for i = 3, #KEYS do redis.call('DEL', KEYS[i]) end
return {'OK'}`);

/**
 * Writes sensors and what is known of the account, whose id is its name, and tells those who show them. An account has no snapshot. KEYS: lock, index,
 * sensors, changes, meta. ARGV: token, account, the account's key as it is in Redis, number of collections that changed, their ids, then in turn id, summary,
 * snapshot. OTHER: the account was removed and added since, or its key was encrypted with another cluster key.
 */
export const tellScript: RedisScript = createScript(`${fence}
if redis.call('HGET', KEYS[5], 'key') ~= ARGV[3] then return {'OTHER'} end
local collections = tonumber(ARGV[4])
for i = 5 + collections, #ARGV, 3 do
  redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1])
  if ARGV[i + 2] ~= '' then redis.call('HSET', KEYS[3], ARGV[i], ARGV[i + 2]) end
  redis.call('XADD', KEYS[4], 'MAXLEN', '~', ${maxChanges}, '*', 'a', ARGV[2], 's', ARGV[i], 'e', ARGV[i + 1])
end
for i = 5, 4 + collections do redis.call('XADD', KEYS[4], 'MAXLEN', '~', ${maxChanges}, '*', 'a', ARGV[2], 'c', ARGV[i]) end
return {'OK'}`);

/**
 * Replaces or deletes a small file, if its version is the expected one. CHANGED: it is not. KEYS: lock, files. ARGV: token, name, expected version, id of
 * this write, the content if it is not deleted.
 */
export const writeFileScript: RedisScript = createScript(`${fence}
local name = ARGV[2]
local found = redis.call('HMGET', KEYS[2], name .. ':version', name .. ':write')
if found[2] == ARGV[4] then return {'AGAIN'} end
if (found[1] or '0') ~= ARGV[3] then return {'CHANGED'} end
redis.call('HSET', KEYS[2], name .. ':version', ARGV[3] + 1, name .. ':write', ARGV[4])
if ARGV[5] then redis.call('HSET', KEYS[2], name, ARGV[5]) else redis.call('HDEL', KEYS[2], name) end
return {'OK'}`);

/** Keeps an unreadable file for a while, and deletes it. KEYS: lock, files, files aside. ARGV: token, name, version, seconds. */
export const setFileAsideScript: RedisScript = createScript(`${fence}
local name = ARGV[2]
if (redis.call('HGET', KEYS[2], name .. ':version') or '0') ~= ARGV[3] then return {'CHANGED'} end
local content = redis.call('HGET', KEYS[2], name)
if content then redis.call('HSET', KEYS[3], name, content) redis.call('EXPIRE', KEYS[3], ARGV[4]) end
redis.call('HDEL', KEYS[2], name)
return {'OK'}`);
