import { useEffect, useRef, useState } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import type { JsonObject, Service } from "../api/api-types.ts";
import { endedCalls } from "../api/ended-calls.ts";
import { onLeavingPage } from "../api/leaving-page.ts";
import { ApiError } from "../api/request-hub.ts";
import type { SensorItem } from "../sensors/sensor-item.ts";
import type { GridTimes } from "./grid-times.ts";

/** How long a move can be undone before it is sent (ms). */
const undoTime = 5_000;
/** How long the new times are shown after the call at most, if the item does not get them (ms). */
const settleTime = 30_000;

export interface ItemMove {
  readonly item: SensorItem;
  readonly times: GridTimes;
  readonly service: Service;
  readonly input: JsonObject;
}

export interface PendingMove {
  /** Moved items where they are shown, by key. */
  readonly moved: ReadonlyMap<string, GridTimes>;
  /** What waits and can be undone. */
  readonly waiting: ItemMove | undefined;
  readonly problem: string | undefined;
  /** Shows an item at other times, or again at its own. */
  place(key: string, times: GridTimes | undefined): void;
  begin(move: ItemMove): void;
  undo(): void;
}

/** Moves items after a few seconds in which the move can be undone. Leaving the page sends it at once. */
export function usePendingMove(): PendingMove {
  const [moved, setMoved] = useState<ReadonlyMap<string, GridTimes>>(new Map());
  const [waiting, setWaiting] = useState<ItemMove>();
  const [problem, setProblem] = useState<string>();
  const current = useRef<{ move: ItemMove; timer: ReturnType<typeof setTimeout> } | undefined>(undefined);

  const place = (key: string, times: GridTimes | undefined) =>
    setMoved((before) => {
      const next = new Map(before);
      if (times) next.set(key, times);
      else next.delete(key);
      return next;
    });
  const take = (): ItemMove | undefined => {
    const taken = current.current;
    clearTimeout(taken?.timer);
    current.current = undefined;
    setWaiting(undefined);
    return taken?.move;
  };
  const send = async () => {
    const move = take();
    if (!move) return;
    const { item, service, input } = move;
    try {
      await apiClient.call(service.account, service.id, input);
      endedCalls.set(endedCalls.get() + 1);
      setTimeout(() => place(item.key, undefined), settleTime);
    } catch (error) {
      place(item.key, undefined);
      setProblem(error instanceof ApiError ? (error.problem.errors?.[0]?.detail ?? error.problem.detail) : String(error));
    }
  };
  useEffect(() => {
    const sendNow = () => void send();
    const end = onLeavingPage(sendNow);
    return () => {
      end();
      sendNow();
    };
  }, []);
  return {
    moved,
    waiting,
    problem,
    place,
    begin(move) {
      // A move of another item that waits is sent now.
      if (current.current && current.current.move.item.key !== move.item.key) void send();
      clearTimeout(current.current?.timer);
      setProblem(undefined);
      place(move.item.key, move.times);
      current.current = { move, timer: setTimeout(() => void send(), undoTime) };
      setWaiting(move);
    },
    undo() {
      const move = take();
      if (move) place(move.item.key, undefined);
    },
  };
}
