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
 * Says that a worker lives, and returns who else does. An account that has lived for its opening time is innocent. If the worker was silent for so long
 * that others may have taken its slots, that time counts from now. KEYS: workers, the worker, changes, places, opening, seen, crashes, closed. ARGV: id,
 * what it says, milliseconds, start of the names of workers, how many changes it knows, opening time (ms), how long to remember (ms), how
 * long the key of a worker lives at least that is not silent (ms), accounts that it has closed. Reply: time, number of accounts, what the workers say,
 * changes if there are others, how many workers are silent.
 */
export const heartbeatScript: RedisScript = createScript(`${timeInMs}
for i = 9, #ARGV do redis.call('ZREM', KEYS[5], ARGV[i]) end
if redis.call('EXISTS', KEYS[2]) == 1 then
  for _, name in ipairs(redis.call('ZRANGEBYSCORE', KEYS[5], '-inf', now - tonumber(ARGV[6]))) do
    redis.call('HDEL', KEYS[7], name)
    redis.call('HDEL', KEYS[8], name)
    redis.call('ZREM', KEYS[5], name)
  end
else
  for _, name in ipairs(redis.call('ZRANGE', KEYS[5], 0, -1)) do redis.call('ZADD', KEYS[5], now, name) end
end
redis.call('PEXPIRE', KEYS[5], ARGV[7])
redis.call('SET', KEYS[6], string.format('%.0f', now), 'PX', ARGV[7])
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
redis.call('SADD', KEYS[1], ARGV[1])
local said = {}
local silent = 0
for _, id in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  local info = redis.call('GET', ARGV[4] .. id)
  if info then table.insert(said, info) else redis.call('SREM', KEYS[1], id) end
  if info and redis.call('PTTL', ARGV[4] .. id) < tonumber(ARGV[8]) then silent = silent + 1 end
end
local changes = {}
if (redis.call('HGET', KEYS[3], 'all') or '0') ~= ARGV[5] then changes = redis.call('HGETALL', KEYS[3]) end
return {now, redis.call('HLEN', KEYS[4]), said, changes, silent}`);

/**
 * Begins to own a slot whose lock this worker has. If the last owner neither gave it back nor is this worker, it has crashed. If that one was opening an
 * account alone, this account is closed; those that use its sign-in may be open with it. Otherwise it counts for each account that was being opened: one
 * crash soon after the opening, half of one later. KEYS: lock, slot, accounts, crashes, closed, leaving, takeovers. ARGV: token, worker, start of the names
 * of the sets of opened accounts, and of when workers were seen, number of the slot, first and longest pause (ms), what is soon (ms), from how many crashes
 * on an account is opened alone, and from how many it is a suspect. Reply: the worker that crashed, time of the last move, accounts.
 */
export const takeSlotScript: RedisScript = createScript(`${fence}${timeInMs}
local before = redis.call('HGET', KEYS[2], 'owner')
redis.call('HSET', KEYS[2], 'owner', ARGV[1])
local crashed = before and string.match(before, '^(.*):') or ''
if crashed == ARGV[2] then crashed = '' end
if crashed ~= '' then
  redis.call('INCR', KEYS[7])
  local opening = redis.call('ZRANGE', ARGV[3] .. crashed, 0, -1, 'WITHSCORES')
  local alone = nil
  for i = 1, #opening, 2 do
    local isHere = redis.call('HEXISTS', KEYS[3], opening[i]) == 1
    if isHere and tonumber(redis.call('HGET', KEYS[4], opening[i]) or '0') >= tonumber(ARGV[9]) then alone = opening[i] end
  end
  for i = 1, alone and #opening or 0, 2 do
    local name = opening[i]
    local isInnocentUser = redis.call('HGET', KEYS[3], name) == alone and tonumber(redis.call('HGET', KEYS[4], name) or '0') < tonumber(ARGV[10])
    if name ~= alone and not isInnocentUser then alone = nil end
  end
  if alone then
    local times = tonumber(string.match(redis.call('HGET', KEYS[5], alone) or '0', '^%d+')) + 1
    local pause = math.min(tonumber(ARGV[7]), tonumber(ARGV[6]) * 2 ^ (times - 1))
    redis.call('HSET', KEYS[5], alone, string.format('%d:%.0f', times, now + pause))
  else
    local seen = tonumber(redis.call('GET', ARGV[4] .. crashed) or '0')
    for i = 1, #opening, 2 do
      if redis.call('HEXISTS', KEYS[3], opening[i]) == 1 then
        local isSoon = seen - tonumber(opening[i + 1]) < tonumber(ARGV[8])
        redis.call('HINCRBYFLOAT', KEYS[4], opening[i], isSoon and '1' or '0.5')
      end
    end
  end
end
local leaving = redis.call('HGETALL', KEYS[6])
for i = 1, #leaving, 2 do if leaving[i + 1] == ARGV[5] then redis.call('HDEL', KEYS[6], leaving[i]) end end
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

/**
 * Notes that a worker opens accounts now. BUSY if they must be alone, and others are being opened. KEYS: opening. ARGV: how long to remember (ms), whether
 * they must be alone (1), accounts.
 */
export const openingScript: RedisScript = createScript(`${timeInMs}
if ARGV[2] == '1' and redis.call('ZCARD', KEYS[1]) > 0 then return {'BUSY'} end
for i = 3, #ARGV do redis.call('ZADD', KEYS[1], now, ARGV[i]) end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return {'OK'}`);

/**
 * Who runs an account. WAITS: nobody yet, because it, or the account whose sign-in it uses, may have ended workers and is opened later. KEYS: lock,
 * accounts, crashes, closed. ARGV: account, start of the names of the sets of opened accounts, from how many crashes on an account waits.
 */
export const findOwnerScript: RedisScript = createScript(`
local token = redis.call('GET', KEYS[1])
if not token then return {'NONE'} end
local opening = ARGV[2] .. string.match(token, '^(.*):')
local function waits(name)
  local isSuspect = tonumber(redis.call('HGET', KEYS[3], name) or '0') >= tonumber(ARGV[3]) or redis.call('HEXISTS', KEYS[4], name) == 1
  return isSuspect and not redis.call('ZSCORE', opening, name)
end
local signInOf = redis.call('HGET', KEYS[2], ARGV[1])
if waits(ARGV[1]) or (signInOf and signInOf ~= '' and waits(signInOf)) then return {'WAITS'} end
return {'OK', token}`);

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
