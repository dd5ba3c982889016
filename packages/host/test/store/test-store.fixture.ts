import { type Clock, systemClock } from "@casement/core";
import { createSerialQueue } from "../../src/async/serial-queue.ts";
import { createEventIds } from "../../src/events/event-ids.ts";
import type { JournalEvent } from "../../src/journal-types.ts";
import type { AccountStore } from "../../src/ports/index.ts";
import { createFileStore } from "../../src/store/file-store.ts";
import type { RecordLog } from "../../src/store/record-log.ts";

export interface TestStoreOptions {
  readonly clock?: Clock;
  readonly publish: (events: readonly JournalEvent[]) => void;
  readonly onKept?: (error: unknown) => void;
}

/** The store of an account in a log, without files beside it. */
export const createTestStore = (log: RecordLog, { clock = systemClock, ...options }: TestStoreOptions): AccountStore =>
  createFileStore(log, {
    ...options,
    ids: createEventIds(clock),
    eventQueue: createSerialQueue(),
    file() {
      throw new Error("The store of this test has no files.");
    },
  });
