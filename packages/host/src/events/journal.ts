import { CasementError } from "@casement/core";
import type { EventJournal, JournalEvent } from "../api.ts";

/** The latest events of all accounts in one order. The accounts' logs store them. */
export interface Journal extends EventJournal {
  /** Adds events from a log, without calling the listeners. */
  restore(events: readonly JournalEvent[]): void;
  /** Adds newly committed events and calls the listeners. */
  publish(events: readonly JournalEvent[]): void;
  /** `plugin`: only its events. */
  removeAccount(account: string, plugin?: string): void;
}

/** Number of events that are kept, across all accounts. */
export const maxJournalEvents = 5_000;

/** `startedAt`: of the host, in milliseconds since 1970. */
export function createJournal(onListenerError: (error: unknown) => void, startedAt = 0): Journal {
  let events: JournalEvent[] = [];
  /** The id after which the events of this run come. Stored ids are higher than the time if the clock was set back. */
  let startId = startedAt - 1;
  /** The highest id of this host, also of events that were removed. */
  let highestId = 0;
  /** Id of the newest event that was removed. */
  let lastRemovedId = 0;
  const listeners = new Set<(event: JournalEvent) => void>();

  const add = (added: readonly JournalEvent[]): void => {
    events.push(...added);
    for (const { id } of added) highestId = Math.max(highestId, Number(id));
  };
  const trim = (): void => {
    if (events.length <= maxJournalEvents) return;
    const removed = events.splice(0, events.length - maxJournalEvents);
    lastRemovedId = Math.max(lastRemovedId, Number(removed.at(-1)?.id ?? 0));
  };
  return {
    get lastId() {
      return events.at(-1)?.id;
    },
    async after(id, { account, limit = 1_000 } = {}) {
      if (id !== undefined && !/^\d{1,16}$/.test(id))
        throw new CasementError("input-invalid", `"${id}" is not a valid event ID. Use the ID of an event, which consists of digits.`);
      const wantedId = id === undefined ? 0 : Number(id);
      const from = wantedId > highestId ? Math.min(wantedId, startId) : wantedId;
      const start = events.findIndex((event) => Number(event.id) > from);
      const later = start < 0 ? [] : events.slice(start);
      const wanted = account === undefined ? later : later.filter((event) => event.account === account);
      return { events: wanted.slice(0, limit), lost: id !== undefined && from < lastRemovedId, after: String(Math.max(from, 0)) };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    restore(added) {
      add(added);
      for (const { id } of added) startId = Math.max(startId, Number(id));
      events.sort((a, b) => Number(a.id) - Number(b.id));
      trim();
    },
    publish(added) {
      add(added);
      trim();
      for (const event of added)
        for (const listener of listeners) {
          try {
            listener(event);
          } catch (error) {
            onListenerError(error);
          }
        }
    },
    removeAccount(account, plugin) {
      events = events.filter((event) => event.account !== account || (plugin !== undefined && !event.type.startsWith(`${plugin}/`)));
    },
  };
}
