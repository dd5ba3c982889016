import { type KeyObject, randomBytes } from "node:crypto";
import { CasementError, systemClock } from "@casement/core";
import type { SealedState } from "@casement/host";
import { openJson, sealJson } from "../keys/sealing.ts";
import { createScript, outcomeOf, type RedisScript, runScript } from "../redis/run-script.ts";
import { maxChanges } from "../state/scripts.ts";
import { unavailableBy } from "../state/store-errors.ts";
import { withinLimit } from "../state/within-limit.ts";
import type { SensorMirror } from "../view/sensor-mirror.ts";
import type { ViewOptions } from "../view/view-options.ts";

export interface SealedStatesOptions extends Omit<ViewOptions, "onProblem"> {
  /** Of what belongs to no account. */
  readonly dataKey: KeyObject;
  readonly follow: SensorMirror["onState"];
}

/** How long a read or write waits for Redis (ms). */
const waitLimit = 10_000;

/**
 * Replaces a value if its version is the expected one, and tells those who follow the changes. CHANGED: it is not. AGAIN: it was, and the answer was lost.
 * KEYS: states, changes. ARGV: name, expected version, id of this write, content.
 */
const writeScript: RedisScript = createScript(`
local name = ARGV[1]
local found = redis.call('HMGET', KEYS[1], name .. ':version', name .. ':write')
if found[2] == ARGV[3] then return {'AGAIN'} end
if (found[1] or '0') ~= ARGV[2] then return {'CHANGED'} end
redis.call('HSET', KEYS[1], name .. ':version', ARGV[2] + 1, name .. ':write', ARGV[3], name, ARGV[4])
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ${maxChanges}, '*', 'a', '', 'w', name)
return {'OK'}`);

/** What surfaces keep, shared by all processes, by name. The function throws `input-invalid` for a name that is not valid. */
export function createSealedStates({
  redis,
  keys,
  dataKey,
  follow,
  clock = systemClock,
}: SealedStatesOptions): (name: string) => SealedState {
  const ask = <T>(answer: Promise<T>): Promise<T> =>
    withinLimit(clock, waitLimit, answer).catch((error) => {
      throw unavailableBy(error);
    });
  const placeOf = (name: string, version: number) => ["state", name, version];
  const load = async (name: string): Promise<{ readonly value: unknown; readonly version: number }> => {
    const [sealed, found] = await ask(redis.hmgetBuffer(keys.states, name, `${name}:version`));
    const version = Number(found ?? 0);
    // What is damaged is written again from the start. The next write replaces it.
    return { value: sealed ? openJson(dataKey, placeOf(name, version), sealed)?.[0] : undefined, version };
  };
  async function update(name: string, change: (value: unknown) => unknown): Promise<unknown> {
    for (;;) {
      const { value, version } = await load(name);
      const next = change(value);
      if (next === value) return next;
      const content = sealJson(dataKey, placeOf(name, version + 1), next);
      const write = [name, version, randomBytes(9).toString("base64url"), content];
      const outcome = outcomeOf(await ask(runScript(redis, writeScript, [keys.states, keys.changes], write)));
      if (outcome !== "CHANGED") return next;
    }
  }
  return (name) => {
    if (!/^[a-z][a-z0-9-]{0,31}$/.test(name)) throw invalidName(name);
    return {
      read: async () => (await load(name)).value,
      async write(value) {
        await update(name, () => value);
      },
      update: (change) => update(name, change),
      onChange: (listener) => follow((changed) => (changed === undefined || changed === name ? listener() : undefined)),
    };
  };
}

const invalidName = (name: string): CasementError =>
  new CasementError("input-invalid", `"${name}" is not a valid name for a state. Use up to 32 lowercase letters, digits and hyphens.`);
