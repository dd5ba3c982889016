import { CasementError, systemClock } from "@casement/core";
import type { EventPage, EventQuery } from "@casement/host";
import type { EventJournal, JournalEvent } from "@casement/host/ports";
import { createDataKeys } from "../keys/data-keys.ts";
import { followStream, lastIdOf, type StreamEntry } from "../redis/follow-stream.ts";
import { whenReady } from "../redis/when-ready.ts";
import { openEvent } from "../state/journal-entries.ts";
import { maxJournalLength } from "../state/scripts.ts";
import { unavailableBy } from "../state/store-errors.ts";
import { withinLimit } from "../state/within-limit.ts";
import { createListenerGroup } from "./listener-group.ts";
import type { ViewOptions } from "./view-options.ts";

/** How many entries are read at once, at least: not all need be wanted. */
const batch = 1_000;
/** How long Redis may not answer (ms). */
const answerLimit = 10_000;

/** The events of all accounts, for a process that does not run them. It reads what the owners store. */
export async function openRedisJournal(options: ViewOptions): Promise<EventJournal & AsyncDisposable> {
  const { redis, keys, clusterKeys, clock = systemClock, onProblem } = options;
  const dataKeys = createDataKeys(redis, keys, clusterKeys);
  const listeners = createListenerGroup<JournalEvent>(onProblem);
  const begin = await lastIdOf(redis, keys.journal);
  let lastId = begin === "0-0" ? undefined : numberOf(begin);
  /** Events of accounts that were removed since cannot be opened, and are left out. */
  const openAll = async (entries: readonly StreamEntry[], tried?: Set<string>): Promise<JournalEvent[]> => {
    const events: JournalEvent[] = [];
    for (const [id, [, name, , sealed]] of entries) {
      const account = String(name);
      const event = await dataKeys.open(account, (dataKey) => openEvent(dataKey, account, id, sealed!), tried);
      if (event) events.push(event);
    }
    return events;
  };
  const follower = followStream({
    redis,
    clock,
    stream: keys.journal,
    after: begin,
    async onEntries(entries) {
      const events = await openAll(entries);
      lastId = numberOf(entries.at(-1)![0]);
      for (const event of events) listeners.tell(event);
    },
    // Whoever asks for what it has not seen, learns of it by `lost`.
    onGap: () => lastIdOf(redis, keys.journal),
    onProblem,
  });

  const read = async (id: string | undefined, { account, limit = 1_000 }: EventQuery): Promise<EventPage> => {
    const [[oldest], newest, length] = await Promise.all([
      redis.xrange(keys.journal, "-", "+", "COUNT", 1),
      lastIdOf(redis, keys.journal),
      redis.xlen(keys.journal),
    ]);
    const from = Math.min(Number(id ?? 0), Number(numberOf(newest)));
    // Redis removes the oldest only when there are too many.
    const lost = id !== undefined && length >= maxJournalLength && oldest !== undefined && from < Number(numberOf(oldest[0]));
    const events: JournalEvent[] = [];
    const tried = new Set<string>();
    let next = from + 1;
    for (;;) {
      const entries = await redis.xrangeBuffer(keys.journal, `${next}-0`, "+", "COUNT", batch);
      const wanted = entries
        .filter(([, fields]) => account === undefined || String(fields[1]) === account)
        .map(([entryId, fields]): StreamEntry => [String(entryId), fields]);
      events.push(...(await openAll(wanted, tried)));
      const last = entries.at(-1)?.[0];
      if (last === undefined || events.length >= limit) break;
      next = Number(numberOf(String(last))) + 1;
    }
    return { events: events.slice(0, limit), lost, after: String(from) };
  };
  return {
    get lastId() {
      return lastId;
    },
    async after(id, query = {}) {
      if (id !== undefined && !/^\d{1,16}$/.test(id))
        throw new CasementError("input-invalid", `"${id}" is not a valid event ID. Use the ID of an event, which consists of digits.`);
      const page = withinLimit(
        clock,
        answerLimit,
        whenReady(redis).then(() => read(id, query)),
      );
      return page.catch((error) => {
        throw unavailableBy(error);
      });
    },
    inOrder: true,
    subscribe: listeners.subscribe,
    async [Symbol.asyncDispose]() {
      listeners.clear();
      await follower.stop();
    },
  };
}

/** The id of an event, of the id of its entry. */
const numberOf = (entryId: string): string => entryId.replace(/-\d+$/, "");
