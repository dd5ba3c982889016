import { createScript, type RedisScript } from "../redis/run-script.ts";

const fence = "if redis.call('GET', KEYS[1]) ~= ARGV[1] then return {'LOST'} end\n";
const timeInMs = `local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
`;
/** The accounts of a slot, four elements each: name, whose sign-in it uses, crashes, and `<times>:<until>` if it is closed. */
const readAccounts = (accounts: string, crashes: string, closed: string): string => `
local found = {}
local stored = redis.call('HGETALL', ${accounts})
for i = 1, #stored, 2 do
  table.insert(found, stored[i])
  table.insert(found, stored[i + 1])
  table.insert(found, redis.call('HGET', ${crashes}, stored[i]) or '0')
  table.insert(found, redis.call('HGET', ${closed}, stored[i]) or '')
end
`;

/**
 * Says that a worker lives, and returns who else does. KEYS: workers, the worker, changes, places. ARGV: id, what it says, milliseconds, start of the
 * names of workers, how many changes it knows. Reply: time, number of accounts, what the workers say, changes if there are others.
 */
export const heartbeatScript: RedisScript = createScript(`redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
redis.call('SADD', KEYS[1], ARGV[1])
local said = {}
for _, id in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  local info = redis.call('GET', ARGV[4] .. id)
  if info then table.insert(said, info) else redis.call('SREM', KEYS[1], id) end
end
local changes = {}
if (redis.call('HGET', KEYS[3], 'all') or '0') ~= ARGV[5] then changes = redis.call('HGETALL', KEYS[3]) end
${timeInMs}return {now, redis.call('HLEN', KEYS[4]), said, changes}`);

/**
 * Begins to own a slot whose lock this worker has. If the last owner neither gave it back nor is this worker, it has crashed: one crash for each account
 * that it was opening, or for all if it was opening none. If it crashed while it tried one account and opened no other, that account alone is closed.
 * KEYS: lock, slot, accounts, crashes, closed, trial, leaving, takeovers. ARGV: token, worker, start of the names of the sets of opened accounts, of trials, number of
 * the slot, first and longest pause (ms). Reply: the worker that crashed, time of the last move, accounts.
 */
export const takeSlotScript: RedisScript = createScript(`${fence}${timeInMs}
local before = redis.call('HGET', KEYS[2], 'owner')
redis.call('HSET', KEYS[2], 'owner', ARGV[1])
local crashed = before and string.match(before, '^(.*):') or ''
if crashed == ARGV[2] then crashed = '' end
if crashed ~= '' then
  redis.call('INCR', KEYS[8])
  local opening = ARGV[3] .. crashed
  local tried = redis.call('GET', ARGV[4] .. crashed)
  local wasOpening = redis.call('SCARD', opening) > 0
  if tried and not wasOpening then
    if redis.call('HEXISTS', KEYS[3], tried) == 1 then
      redis.call('HINCRBY', KEYS[4], tried, 1)
      local times = tonumber(string.match(redis.call('HGET', KEYS[5], tried) or '0', '^%d+')) + 1
      local pause = math.min(tonumber(ARGV[7]), tonumber(ARGV[6]) * 2 ^ (times - 1))
      redis.call('HSET', KEYS[5], tried, string.format('%d:%.0f', times, now + pause))
      if redis.call('GET', KEYS[6]) == tried then redis.call('DEL', KEYS[6]) end
    end
  else
    for _, name in ipairs(redis.call('HKEYS', KEYS[3])) do
      if name == tried or not wasOpening or redis.call('SISMEMBER', opening, name) == 1 then redis.call('HINCRBY', KEYS[4], name, 1) end
    end
  end
end
local leaving = redis.call('HGETALL', KEYS[7])
for i = 1, #leaving, 2 do if leaving[i + 1] == ARGV[5] then redis.call('HDEL', KEYS[7], leaving[i]) end end
${readAccounts("KEYS[3]", "KEYS[4]", "KEYS[5]")}
return {'OK', crashed, redis.call('HGET', KEYS[2], 'moved') or '0', found}`);

/** The accounts of a slot. KEYS: accounts, crashes, closed. */
export const readSlotScript: RedisScript = createScript(`${readAccounts("KEYS[1]", "KEYS[2]", "KEYS[3]")}
return found`);

/** A slot is given back in good order; its lock is removed after that. KEYS: lock, slot. ARGV: token, whether it moves (1). */
export const leaveSlotScript: RedisScript = createScript(`${fence}${timeInMs}
redis.call('HDEL', KEYS[2], 'owner')
if ARGV[2] == '1' then redis.call('HSET', KEYS[2], 'moved', string.format('%.0f', now)) end
return {'OK'}`);

/** Begins to try an account, or answers BUSY. KEYS: lock, trial, trial of the worker. ARGV: token, account, milliseconds, how long to remember (ms). */
export const beginTrialScript: RedisScript = createScript(`${fence}
if not redis.call('SET', KEYS[2], ARGV[2], 'NX', 'PX', ARGV[3]) then return {'BUSY'} end
redis.call('SET', KEYS[3], ARGV[2], 'PX', ARGV[4])
return {'OK'}`);

/** KEYS: trial, trial of the worker. ARGV: account. */
export const endTrialScript: RedisScript = createScript(`redis.call('DEL', KEYS[2])
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return {'OK'}`);

const countChange = (changes: string, slot: string): string => `redis.call('HINCRBY', ${changes}, ${slot}, 1)
redis.call('HINCRBY', ${changes}, 'all', 1)
`;

/** Begins a script with the keys accounts, places, leaving, changes. ARGV: account, slot, whose sign-in it uses. */
export const putIntoSlot = `
local place = redis.call('HGET', KEYS[2], ARGV[1]) or redis.call('HGET', KEYS[3], ARGV[1])
if place and place ~= ARGV[2] then return {'ELSEWHERE'} end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
redis.call('HDEL', KEYS[3], ARGV[1])
${countChange("KEYS[4]", "ARGV[2]")}`;

/** Puts an account into a slot. ELSEWHERE: it is in another one, or its owner there may not have closed it yet. Keys and arguments of `putIntoSlot`. */
export const addAccountScript: RedisScript = createScript(`${putIntoSlot}return {'OK'}`);

/**
 * Begins a script with the keys lock, accounts, places, leaving, changes, crashes, closed. ARGV: account, slot. An account without an owner need not be
 * closed by one: `isOwned`.
 */
export const takeOutOfSlot = `
if redis.call('HGET', KEYS[3], ARGV[1]) ~= ARGV[2] then return {'ELSEWHERE'} end
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[3], ARGV[1])
redis.call('HDEL', KEYS[6], ARGV[1])
redis.call('HDEL', KEYS[7], ARGV[1])
local isOwned = redis.call('EXISTS', KEYS[1]) == 1
if isOwned then redis.call('HSET', KEYS[4], ARGV[1], ARGV[2]) end
${countChange("KEYS[5]", "ARGV[2]")}`;

/** Takes an account out of its slot. Keys and arguments of `takeOutOfSlot`. */
export const removeAccountScript: RedisScript = createScript(`${takeOutOfSlot}return {'OK'}`);

/** The owner has closed a removed account. KEYS: lock, leaving. ARGV: token, account, slot. */
export const leftScript: RedisScript = createScript(`${fence}
if redis.call('HGET', KEYS[2], ARGV[2]) == ARGV[3] then redis.call('HDEL', KEYS[2], ARGV[2]) end
return {'OK'}`);

/** Forgets that an account has ended workers. KEYS: places, changes, crashes, closed. ARGV: account. Reply: UNKNOWN if there is no such account. */
export const forgiveScript: RedisScript = createScript(`
local slot = redis.call('HGET', KEYS[1], ARGV[1])
if not slot then return {'UNKNOWN'} end
redis.call('HDEL', KEYS[3], ARGV[1])
redis.call('HDEL', KEYS[4], ARGV[1])
${countChange("KEYS[2]", "slot")}return {'OK'}`);
