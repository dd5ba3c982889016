import type { Clock } from "@casement/core";
import type { Alarms } from "../async/alarms.ts";
import type { TaskTracker } from "../async/task-tracker.ts";
import type { GroupReadPort } from "../ports/index.ts";

/** How soon everything is read when somebody new asks (ms): others that start in the same moment are then read with it. */
const gatherMs = 2_000;

/** This process reads for its own accounts. */
export function createLocalGroupReads(clock: Clock, alarms: Alarms, tasks: TaskTracker): GroupReadPort {
  const now = (): number => clock.now().getTime();
  const neverAborted = new AbortController().signal;
  return {
    join(group) {
      let hasFailed = false;
      let isShared = false;
      let next: { readonly at: number; readonly cancel: () => void } | undefined;
      const readAt = (at: number): void => {
        next?.cancel();
        next = { at, cancel: alarms.at(at, () => void tasks.run(readNow)) };
      };
      const mayRead = (): boolean => isShared && group.canRead();
      let isReading = false;
      let isEnded = false;
      const readNow = async (): Promise<void> => {
        const began = now();
        next = undefined;
        isReading = true;
        await readAll();
        isReading = false;
        if (!isEnded) readAt(Math.max(began + group.interval, now() + gatherMs));
      };
      const readAll = async (): Promise<void> => {
        const ids = group.ids();
        isShared = ids.length > 1;
        if (!mayRead()) return;
        try {
          await group.read(ids, neverAborted, group.deliver);
          hasFailed = false;
        } catch (error) {
          hasFailed = true;
          group.onProblem(error);
        }
      };
      return {
        isRead: () => mayRead() && !hasFailed,
        onAsked(isNew) {
          isShared ||= isNew && group.ids().length > 1;
          if (isReading) return;
          const at = now() + (isNew ? gatherMs : group.interval);
          if (!next || next.at > at || next.at < now() - group.interval) readAt(at);
        },
        leave() {
          isEnded = true;
          next?.cancel();
        },
      };
    },
  };
}
