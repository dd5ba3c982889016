import type { Logger } from "@casement/core";
import type { GraphEvent } from "../graph-types.ts";
import { soundEvent } from "../sound-event.ts";
import { type CalendarSource, createCalendarEventReader } from "./calendar-source.ts";
import type { CalendarRound } from "./read-round.ts";

/** Events that are read again in one round. */
const maxReads = 20;
/** Stands for events without an id, which cannot be read again. */
const noId = "";

/** The events that Graph returned otherwise than documented: with a text where a date belongs, or without an id. */
export interface OddEvents {
  /** Reads an event as far as it is sound. */
  read(id: string): Promise<GraphEvent | undefined | "odd">;
  mark(id: string): void;
  /** The round with its events as far as they are sound, and with those that were odd before. */
  leaveOut<R extends CalendarRound>(round: R): Promise<R>;
  /** Whether an event was received without readable times, so that its stored item stays. */
  isUnreadable(id: string): boolean;
  /** Ids to read again in the next round. */
  ids(): readonly string[];
}

/** `known`: what was odd in the last round. It is not logged again. */
export function createOddEvents(source: CalendarSource, known: readonly string[], log: Logger): OddEvents {
  const odd = new Set<string>();
  const unreadable = new Set<string>();
  const readEvent = createCalendarEventReader(source);

  const mark = (id: string, properties: readonly string[] = []): void => {
    if (!odd.has(id) && !known.includes(id))
      log.warn(
        id === noId
          ? "Graph returned an event without an ID. It is left out."
          : "Graph returned an event otherwise than documented. What is wrong is left out, and the event is read again.",
        id === noId ? {} : { id, ...(properties.length > 0 ? { properties: properties.join(", ") } : {}) },
      );
    odd.add(id);
  };

  /** Undefined when the event cannot be shown at all. A draft without times is not odd. */
  const soundOf = (id: string, event: GraphEvent): GraphEvent | undefined => {
    const sound = soundEvent(event);
    if (sound.odd.length === 0) return event;
    mark(id, sound.odd);
    if (sound.item.start && sound.item.end) return sound.item;
    unreadable.add(id);
    return undefined;
  };

  return {
    mark,
    async read(id) {
      const event = await readEvent(id);
      if (!event) return undefined;
      const sound = soundOf(id, event);
      return sound?.start && sound.end ? sound : "odd";
    },
    async leaveOut(round) {
      const events = new Map<string, GraphEvent>();
      for (const [id, event] of round.events) {
        if (typeof event?.id !== "string" || event.id === "") {
          mark(noId);
          continue;
        }
        const sound = soundOf(id, event);
        if (sound) events.set(id, sound);
      }
      const removed = [...round.removed];
      const again = known.filter((id) => id !== noId && !round.events.has(id) && !removed.includes(id));
      await Promise.all(
        again.slice(0, maxReads).map(async (id) => {
          const event = await readEvent(id);
          const sound = event && soundOf(id, event);
          if (sound) events.set(id, sound);
          else if (!event && !round.isFull) removed.push(id);
        }),
      );
      for (const id of again.slice(maxReads)) odd.add(id);
      return { ...round, events, removed };
    },
    isUnreadable: (id) => unreadable.has(id),
    ids: () => [...odd],
  };
}
