import type { RedisConnection } from "@casement/cluster";
import { type CallLedger, createCallLedger } from "./call-ledger.ts";
import { type MonitoredCommand, monitorRedis } from "./redis-monitor.ts";

/** A worker that had a slot, for a time. */
interface Turn {
  readonly token: string;
  readonly worker: string;
  readonly from: number;
  /** When the lock was set last. */
  renewedAt: number;
  /** When the lock ends, or ended (ms). */
  until: number;
}

export interface LockOwner {
  readonly worker: string;
  readonly since: number;
  readonly renewedAt: number;
}

/** What somebody wrote with a token. */
interface TokenUse {
  writes: number;
  lastWriteAt: number;
  refusals: number;
}

/**
 * What Redis did with locks and accounts, in its own order, whatever workers think. Only the token that has the lock of an account may write what is stored
 * of it: this is the ledger of the fence.
 */
export interface LockLedger {
  readonly calls: CallLedger;
  /** The worker that owns an account now. */
  ownerOf(account: string): LockOwner | undefined;
  /** The tokens by which a worker owns slots now. */
  tokensOf(worker: string): readonly string[];
  /** What was written with tokens, and how often that was refused. */
  useOf(tokens: readonly string[]): TokenUse;
  /** Writes by a token that did not have the lock, as text. */
  readonly faults: readonly string[];
  readonly writes: number;
  /** How often a slot went to another worker. */
  readonly moves: number;
  /** How long an account was without an owner in this time, each time (ms). */
  gapsOf(account: string, from: number, to: number): readonly number[];
}

const lockName = /^casement:bull:slots:s(\d+):lock$/;
const stateName = /^casement:acct:([^:]+):/;
const writing = new Set(["set", "del", "hset", "hsetnx", "hdel", "rpush", "ltrim", "rename"]);
const lockOf = (slot: number): string => `casement:bull:slots:s${slot}:lock`;
const workerOf = (token: string): string => token.slice(0, token.lastIndexOf(":"));
/** The clock of a script stands still while it runs. */
const toleranceMs = 100;

/** `slots`: of each account. */
export async function createLockLedger(url: string, redis: RedisConnection, slots: ReadonlyMap<string, number>): Promise<LockLedger> {
  const turns = new Map<number, Turn[]>([...slots.values()].map((slot) => [slot, []]));
  const uses = new Map<string, TokenUse>();
  const faults: string[] = [];
  const calls = createCallLedger();
  /** Slots whose lock was seen since the last connection. */
  let seen = new Set<number>();
  let script: { readonly lock: string; readonly token: string; isWriting: boolean } | undefined;
  let writes = 0;
  const turnOf = (slot: number): Turn | undefined => turns.get(slot)?.at(-1);
  const useOf = (token: string): TokenUse => {
    const use = uses.get(token) ?? { writes: 0, lastWriteAt: 0, refusals: 0 };
    uses.set(token, use);
    return use;
  };
  const lock = (slot: number, token: string, at: number, until: number, renewedAt = at): void => {
    const last = turnOf(slot);
    if (last?.token === token) Object.assign(last, { until, renewedAt });
    else {
      if (turns.get(slot)?.some((turn) => turn.token === token)) faults.push(`the lock of slot ${slot} came back to ${token}`);
      if (last && last.until > at) last.until = at;
      turns.get(slot)?.push({ token, worker: workerOf(token), from: at, renewedAt, until });
    }
  };
  const unlock = (slot: number, at: number): void => {
    const last = turnOf(slot);
    if (last && last.until > at) last.until = at;
  };
  const noteLock = (slot: number, at: number, [name, , token, , ms]: readonly string[]): void => {
    seen.add(slot);
    if (name === "set") lock(slot, token!, at, at + Number(ms));
    if (name === "del") unlock(slot, at);
  };
  const noteWrite = (account: string, at: number): void => {
    const turn = turnOf(slots.get(account) ?? -1);
    const token = script?.token ?? "no script";
    if (script) script.isWriting = true;
    writes++;
    const use = useOf(token);
    use.writes++;
    use.lastWriteAt = at;
    if (turn && (turn.token !== token || turn.until + toleranceMs < at))
      faults.push(
        `${account} was written by ${token}, and its lock belonged to ${turn.token} until ${Math.round(turn.until - at)} ms later`,
      );
  };
  const endScript = (): void => {
    if (script && !script.isWriting && lockName.test(script.lock)) {
      const turn = turnOf(Number(lockName.exec(script.lock)![1]));
      if (turn && turn.token !== script.token) useOf(script.token).refusals++;
    }
    script = undefined;
  };
  const note = ({ at, isOfScript, words }: MonitoredCommand): void => {
    const [name = "", key = ""] = words(2);
    if (!isOfScript) {
      endScript();
      if (!name.startsWith("eval")) return;
      const count = Number(words(3)[2]);
      const all = words(4 + count);
      script = { lock: all[3] ?? "", token: all[3 + count] ?? "", isWriting: false };
      return;
    }
    const [, slot] = lockName.exec(key) ?? [];
    if (slot !== undefined) noteLock(Number(slot), at, words(5));
    const [, account] = stateName.exec(key) ?? [];
    if (account !== undefined && writing.has(name)) noteWrite(account, at);
    calls.note(at, words);
  };
  /** What happened before the monitor was connected. */
  const adopt = async (): Promise<void> => {
    seen = new Set();
    const all = [...turns.keys()];
    const found = await Promise.all(
      all.map(async (slot) => ({ slot, token: await redis.get(lockOf(slot)), ms: await redis.pttl(lockOf(slot)) })),
    );
    for (const { slot, token, ms } of found.filter((each) => !seen.has(each.slot))) {
      if (token === null) unlock(slot, Date.now());
      else lock(slot, token, Date.now(), Date.now() + ms, turnOf(slot)?.renewedAt ?? 0);
    }
  };
  await new Promise<void>((resolve) => monitorRedis(url, note, () => void adopt().then(resolve, () => {})));
  return {
    calls,
    faults,
    get writes() {
      return writes;
    },
    get moves() {
      return [...turns.values()].reduce(
        (sum, all) => sum + all.filter(({ worker }, at) => at > 0 && worker !== all[at - 1]!.worker).length,
        0,
      );
    },
    ownerOf(account) {
      const turn = turnOf(slots.get(account)!);
      return turn && turn.until > Date.now() ? { worker: turn.worker, since: turn.from, renewedAt: turn.renewedAt } : undefined;
    },
    tokensOf: (worker) =>
      [...turns.values()].flatMap((all) => {
        const last = all.at(-1);
        return last?.worker === worker && last.until > Date.now() ? [last.token] : [];
      }),
    useOf: (tokens) =>
      tokens.map(useOf).reduce((sum, use) => ({
        writes: sum.writes + use.writes,
        refusals: sum.refusals + use.refusals,
        lastWriteAt: Math.max(sum.lastWriteAt, use.lastWriteAt),
      })),
    gapsOf(account, from, to) {
      const all = turns.get(slots.get(account)!)!.filter((turn) => turn.until > from && turn.from < to);
      const ends = [from, ...all.map(({ until }) => until)];
      return ends.map((end, at) => (all[at]?.from ?? to) - end).filter((ms) => ms > 0);
    },
  };
}
