import { putIntoSlot, takeOutOfSlot } from "../ownership/scripts.ts";
import { createScript, type RedisScript } from "../redis/run-script.ts";
import { maxChanges } from "../state/scripts.ts";

/** Number of changes that are kept for those who read them late. Who missed some reads everything again. */
const maxAccountChanges = 10_000;

const tellChange = (stream: string): string => `redis.call('XADD', ${stream}, 'MAXLEN', '~', ${maxAccountChanges}, '*', 'a', ARGV[1])\n`;

/** Deletes what is stored of an account, from `first` of the keys on, and tells it to those who show sensors. */
const deleteData = (removed: string, changes: string, first: number): string => `
  for i = ${first}, #KEYS do redis.call('DEL', KEYS[i]) end
  redis.call('XADD', ${changes}, 'MAXLEN', '~', ${maxChanges}, '*', 'a', ARGV[1])
  redis.call('SREM', ${removed}, ARGV[1])
`;

/**
 * Adds an account with its configuration. EXISTS, CLOSING: one of the name is there, or not yet closed. NO-SIGN-IN, BORROWS: the account whose sign-in it uses
 * does not exist, or uses another one's itself. KEYS: accounts of the slot, places, leaving, changes of slots, configurations, changes of them, removed, changes
 * of sensors, all of the account. ARGV: account, slot, whose sign-in it uses, configuration.
 */
export const addStoredScript: RedisScript = createScript(`
local known = redis.call('HGET', KEYS[5], ARGV[1])
if known == ARGV[4] then return {'OK'} end
if known then return {'EXISTS'} end
if redis.call('HEXISTS', KEYS[3], ARGV[1]) == 1 then return {'CLOSING'} end
if ARGV[3] ~= '' then
  if redis.call('HEXISTS', KEYS[5], ARGV[3]) == 0 then return {'NO-SIGN-IN'} end
  if redis.call('HGET', KEYS[2], ARGV[3]) ~= ARGV[2] or redis.call('HGET', KEYS[1], ARGV[3]) ~= '' then return {'BORROWS'} end
end
${putIntoSlot}
redis.call('HSET', KEYS[5], ARGV[1], ARGV[4])
if redis.call('SISMEMBER', KEYS[7], ARGV[1]) == 1 then
  ${deleteData("KEYS[7]", "KEYS[8]", 9)}
end
${tellChange("KEYS[6]")}return {'OK'}`);

/** Replaces a configuration. CHANGED: it is not the expected one. KEYS: configurations, changes of them. ARGV: account, digest of the expected one, new one. */
export const changeStoredScript: RedisScript = createScript(`
local known = redis.call('HGET', KEYS[1], ARGV[1])
if not known then return {'UNKNOWN'} end
if known == ARGV[3] then return {'OK'} end
if redis.sha1hex(known) ~= ARGV[2] then return {'CHANGED'} end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
${tellChange("KEYS[2]")}return {'OK'}`);

/**
 * Removes an account. Its owner deletes its data; if there is none, it is deleted now. USED: another account uses its sign-in. KEYS: lock, accounts of the slot,
 * places, leaving, changes of slots, crashes, closed, configurations, changes of them, removed, changes of sensors, all of the account. ARGV: account, slot.
 */
export const removeStoredScript: RedisScript = createScript(`
local inSlot = redis.call('HGETALL', KEYS[2])
for i = 1, #inSlot, 2 do if inSlot[i + 1] == ARGV[1] then return {'USED', inSlot[i]} end end
${takeOutOfSlot}
redis.call('HDEL', KEYS[8], ARGV[1])
if isOwned then redis.call('SADD', KEYS[10], ARGV[1]) else
  ${deleteData("KEYS[10]", "KEYS[11]", 12)}
end
${tellChange("KEYS[9]")}return {'OK'}`);

/**
 * Deletes what is left of a removed account whose owner ended before it had deleted it. Does nothing if the account is there again or being closed.
 * KEYS: places, leaving, removed, changes of sensors, all of the account. ARGV: account.
 */
export const purgeScript: RedisScript = createScript(`
if redis.call('SISMEMBER', KEYS[3], ARGV[1]) == 0 or redis.call('HEXISTS', KEYS[2], ARGV[1]) == 1 then return {'KEPT'} end
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then
  redis.call('SREM', KEYS[3], ARGV[1])
  return {'KEPT'}
end
${deleteData("KEYS[3]", "KEYS[4]", 5)}
return {'OK'}`);
