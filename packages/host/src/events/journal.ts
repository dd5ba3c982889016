import { CasementError } from "@casement/core";
import type { EventJournal, JournalEvent } from "../api.ts";

/** The events of all accounts in one order. The accounts' logs keep them; this is the view over them. */
export interface Journal extends EventJournal {
  /** Adds events that were replayed from a log: nobody is told. */
  restore(events: readonly JournalEvent[]): void;
  /** Adds events that have just been committed and tells the listeners. */
  publish(events: readonly JournalEvent[]): void;
  forget(account: string): void;
}

/** How many events are kept over all accounts. */
export const journalLength = 5_000;

export function createJournal(onListenerError: (error: unknown) => void): Journal {
  let events: JournalEvent[] = [];
  /** Id of the newest event that is no longer kept. */
  let dropped = 0;
  const listeners = new Set<(event: JournalEvent) => void>();

  const trim = (): void => {
    if (events.length <= journalLength) return;
    const gone = events.splice(0, events.length - journalLength);
    dropped = Math.max(dropped, Number(gone.at(-1)?.id ?? 0));
  };
  return {
    get lastId() {
      return events.at(-1)?.id;
    },
    after(id, limit = 1_000) {
      if (id !== undefined && !/^\d{1,16}$/.test(id))
        throw new CasementError("input-invalid", `"${id}" is not an event id: ids are digits, as in the events themselves.`);
      const from = id === undefined ? 0 : Number(id);
      const start = events.findIndex((event) => Number(event.id) > from);
      return { events: start < 0 ? [] : events.slice(start, start + limit), lost: id !== undefined && from < dropped };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    restore(more) {
      events = [...events, ...more].sort((a, b) => Number(a.id) - Number(b.id));
      trim();
    },
    publish(more) {
      events.push(...more);
      trim();
      for (const event of more)
        for (const listener of listeners) {
          try {
            listener(event);
          } catch (error) {
            onListenerError(error);
          }
        }
    },
    forget(account) {
      events = events.filter((event) => event.account !== account);
    },
  };
}
