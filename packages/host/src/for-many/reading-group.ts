import { CasementError, type Clock, type ForMany, type Logger } from "@casement/core";
import { freshnessGraceMs } from "../feeds/scheduler.ts";
import type { GroupReading, GroupReadPort, ReadingGroup, ReadPart } from "../ports/index.ts";

/** An account that reads something of itself which can be read for many. */
export interface GroupMember {
  readonly account: string;
  /** The scheduled task that reads it. */
  readonly task: string;
  /** Object id of its user, in lowercase. */
  readonly id: string;
  /** How often it reads (ms). */
  readonly interval: number;
  /** Aborts when the account closes. */
  readonly signal: AbortSignal;
  /** Whether it may read for the others. */
  canRead(): boolean;
  /** Reads for many, with its own sign-in. */
  query(body: unknown, signal: AbortSignal): Promise<{ readonly value?: unknown }>;
  /** Runs its task, because there is something new. */
  wake(): void;
}

/** The accounts of one app and tenant that read the same thing of themselves. */
export interface MemberGroup {
  /** What was read for this account, or undefined: it reads on its own. `onDemand`: somebody wants it as it is now. */
  valueFor(member: GroupMember, onDemand: boolean, signal: AbortSignal): Promise<unknown>;
}

export interface MemberGroupOptions {
  readonly name: string;
  /** What it reads, for the log: `status/presence`. */
  readonly title: string;
  readonly interval: number;
  readonly forMany: ForMany<string, any>;
  readonly port: GroupReadPort;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onEmpty: () => void;
}

interface Entry {
  readonly member: GroupMember;
  askedAt: number;
  /** Its task runs because of what was read for it. */
  isWoken: boolean;
  /** When it last read on its own: what was read for it before is older. */
  ownAt: number;
}

/** How long an account waits for what is about to be read for it (ms). */
const firstWaitMs = 10_000;
/** How long an account that was refused does not read for the others (ms). */
const asideMs = 5 * 60_000;
/** Says that this account cannot read for others, and not that nobody can. */
const refusals = new Set(["sign-in-required", "scope-not-granted", "scope-fence", "path-unknown", "lease-lost", "stopped"]);

export function createMemberGroup(options: MemberGroupOptions): MemberGroup {
  const { name, title, interval, forMany, port, clock, log, onEmpty } = options;
  /** By object id, then by account and task. */
  const entries = new Map<string, Map<string, Entry>>();
  const values = new Map<string, { readonly json: string | undefined; readonly at: number }>();
  const waiting = new Map<string, Set<() => void>>();
  /** Accounts that were refused, and until when. */
  const aside = new Map<string, number>();
  /** Who reads for the others, as far as is known: looking for somebody at every question would cost as much as the accounts squared. */
  let reader: GroupMember | undefined;
  let isFailing = false;
  const now = (): number => clock.now().getTime();

  const isReader = (member: GroupMember): boolean =>
    !member.signal.aborted && (aside.get(member.account) ?? 0) <= now() && member.canRead();
  const findReader = (): GroupMember | undefined => {
    if (reader && isReader(reader)) return reader;
    reader = [...entries.values()].flatMap((ofUser) => [...ofUser.values()]).find(({ member }) => isReader(member))?.member;
    return reader;
  };
  /** Forgets those that do not ask any more. */
  const prune = (): void => {
    for (const [id, ofUser] of entries) {
      for (const [key, { member, askedAt }] of ofUser)
        if (member.signal.aborted || now() - askedAt > 2 * member.interval + 60_000) ofUser.delete(key);
      if (ofUser.size > 0) continue;
      entries.delete(id);
      values.delete(id);
    }
  };

  const readPart = async (ids: readonly string[], signal: AbortSignal): Promise<ReadPart> => {
    for (let member = findReader(); member; member = findReader()) {
      try {
        const { value } = await member.query(forMany.body(ids), signal);
        return { ids, values: valuesById(Array.isArray(value) ? value : []) };
      } catch (error) {
        if (!isRefusal(error) || signal.aborted) throw error;
        aside.set(member.account, now() + asideMs);
      }
    }
    throw new CasementError("scope-not-granted", `No account of this process may read ${title} for the others.`);
  };
  const valuesById = (found: readonly unknown[]): Map<string, string> =>
    new Map(
      found.flatMap((value) => {
        const id = forMany.idOf(value)?.toLowerCase();
        return id === undefined ? [] : [[id, JSON.stringify(value)] as const];
      }),
    );

  const group: ReadingGroup = {
    name,
    interval,
    ids() {
      prune();
      if (entries.size === 0) {
        reading.leave();
        onEmpty();
      }
      return [...entries.keys()];
    },
    canRead: () => reader !== undefined && isReader(reader),
    async read(ids, signal, onPart) {
      // One after the other: together they would be one answer of megabytes.
      for (let at = 0; at < ids.length; at += forMany.size) {
        const began = now();
        const part = await readPart(ids.slice(at, at + forMany.size), signal);
        await onPart(part, now() - began);
      }
      if (isFailing) log.info(`${title} is read for all accounts again.`);
      isFailing = false;
    },
    deliver(part, age) {
      const at = now() - age;
      for (const id of part.ids) {
        const ofUser = entries.get(id);
        if (!ofUser) continue;
        const known = values.get(id);
        const json = part.values.get(id);
        values.set(id, { json, at });
        for (const resolve of waiting.get(id) ?? []) resolve();
        if (!known || known.json === json) continue;
        for (const entry of ofUser.values()) wake(entry);
      }
    },
    onProblem(error) {
      if (!isFailing)
        log.warn(`${title} cannot be read for all accounts (${CasementError.is(error) ? error.code : "unknown"}). Each reads its own.`);
      isFailing = true;
    },
  };
  const reading: GroupReading = port.join(group);

  const wake = (entry: Entry): void => {
    entry.isWoken = true;
    entry.member.wake();
  };
  const enter = (member: GroupMember): Entry => {
    const key = `${member.account}/${member.task}`;
    const ofUser = entries.get(member.id) ?? new Map<string, Entry>();
    entries.set(member.id, ofUser);
    const known = ofUser.get(key);
    const entry = { isWoken: false, ownAt: Number.NEGATIVE_INFINITY, ...known, member, askedAt: now() };
    ofUser.set(key, entry);
    if (!(reader && isReader(reader)) && isReader(member)) reader = member;
    reading.onAsked(known === undefined);
    return entry;
  };
  const nextValue = (id: string, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const all = waiting.get(id) ?? new Set();
      waiting.set(id, all);
      const end = (): void => {
        cancel();
        signal.removeEventListener("abort", end);
        all.delete(end);
        if (all.size === 0) waiting.delete(id);
        resolve();
      };
      all.add(end);
      const cancel = clock.after(firstWaitMs, end);
      signal.addEventListener("abort", end);
    });
  return {
    async valueFor(member, onDemand, signal) {
      const entry = enter(member);
      const isAsked = onDemand && !entry.isWoken;
      entry.isWoken = false;
      const isOlder = (values.get(member.id)?.at ?? Number.NEGATIVE_INFINITY) <= entry.ownAt;
      if (!isAsked && isOlder && (await reading.isRead())) await nextValue(member.id, signal);
      signal.throwIfAborted();
      const known = values.get(member.id);
      const isUsable = known && known.at > entry.ownAt && now() - known.at <= member.interval + freshnessGraceMs;
      if (!isAsked && isUsable && known.json !== undefined) return JSON.parse(known.json);
      entry.ownAt = now();
      return undefined;
    },
  };
}

const isRefusal = (error: unknown): boolean =>
  CasementError.is(error) && (refusals.has(error.code) || error.details?.status === 403 || error.details?.status === 401);
