import { CasementError } from "@casement/core";
import type { EventJournal, JournalEvent } from "../api.ts";

/** The latest events of all accounts in one order. The accounts' logs store them. */
export interface Journal extends EventJournal {
  /** Adds events from a log, without calling the listeners. */
  restore(events: readonly JournalEvent[]): void;
  /** Adds newly committed events and calls the listeners. */
  publish(events: readonly JournalEvent[]): void;
  removeAccount(account: string): void;
}

/** Number of events that are kept, across all accounts. */
export const maxJournalEvents = 5_000;

export function createJournal(onListenerError: (error: unknown) => void): Journal {
  let events: JournalEvent[] = [];
  /** Id of the newest event that was removed. */
  let lastRemovedId = 0;
  const listeners = new Set<(event: JournalEvent) => void>();

  const trim = (): void => {
    if (events.length <= maxJournalEvents) return;
    const removed = events.splice(0, events.length - maxJournalEvents);
    lastRemovedId = Math.max(lastRemovedId, Number(removed.at(-1)?.id ?? 0));
  };
  return {
    get lastId() {
      return events.at(-1)?.id;
    },
    after(id, limit = 1_000) {
      if (id !== undefined && !/^\d{1,16}$/.test(id))
        throw new CasementError("input-invalid", `"${id}" is not a valid event ID. Use the ID of an event, which consists of digits.`);
      const from = id === undefined ? 0 : Number(id);
      const start = events.findIndex((event) => Number(event.id) > from);
      return { events: start < 0 ? [] : events.slice(start, start + limit), lost: id !== undefined && from < lastRemovedId };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    restore(added) {
      events = [...events, ...added].sort((a, b) => Number(a.id) - Number(b.id));
      trim();
    },
    publish(added) {
      events.push(...added);
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
    removeAccount(account) {
      events = events.filter((event) => event.account !== account);
    },
  };
}
