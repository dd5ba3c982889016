import type { KeyObject } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Clock, Logger } from "@casement/core";
import type { Alarms } from "../async/alarms.ts";
import type { SerialQueue } from "../async/serial-queue.ts";
import type { TaskTracker } from "../async/task-tracker.ts";
import type { EventIds } from "../events/event-ids.ts";
import type { JournalEvent } from "../journal-types.ts";
import type { AccountStore, StatePort } from "../ports/index.ts";
import { toDataFolderFault } from "../store/disk-fault.ts";
import { createFileStore } from "../store/file-store.ts";
import { openRecordLog } from "../store/record-log.ts";
import { createSealedFile } from "../store/sealed-file.ts";

export interface LocalStateOptions {
  readonly dataDir: string;
  readonly key: () => KeyObject;
  readonly ids: EventIds;
  /** Shared by all accounts, see `FileStoreOptions`. */
  readonly eventQueue: SerialQueue;
  readonly publish: (events: readonly JournalEvent[]) => void;
  readonly clock: Clock;
  readonly alarms: Alarms;
  readonly tasks: TaskTracker;
  readonly log: Logger;
}

/** How often to try again to write what was kept in memory (ms). */
const rewriteMs = 60_000;

/** The state of accounts in the data folder. Its lock is everybody's lease. */
export function createLocalState(options: LocalStateOptions): StatePort {
  const folderOf = (account: string): string => join(options.dataDir, "accounts", account);
  return {
    open: (account) => openLocalStore(account, folderOf(account), options),
    remove: (account) => rm(folderOf(account), { recursive: true, force: true }),
  };
}

async function openLocalStore(account: string, folder: string, options: LocalStateOptions): Promise<AccountStore> {
  const { ids, eventQueue, publish, clock, alarms, tasks, log } = options;
  const key = options.key();
  let fault: string | undefined;
  let isClosed = false;
  const records = await openRecordLog({
    file: join(folder, "feeds.log"),
    key,
    purpose: `feeds of ${account}`,
    consequence: "Casement reads everything again.",
    onDiskFault(next) {
      fault = next;
    },
  });
  const store = createFileStore(records, {
    ids,
    eventQueue,
    publish: (events) => (isClosed ? undefined : publish(events)),
    fault: () => (fault === undefined ? undefined : toDataFolderFault(fault)),
    file: (name, of) => createSealedFile({ ...of, file: join(folder, name), key }),
    onKept(error) {
      const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
      log.error(`[${account}] the data folder cannot be written (${code}). What happens is kept in memory and written later.`);
      storeLater();
    },
  });
  const storeLater = (): void => {
    const retry = (): Promise<void> => (isClosed ? Promise.resolve() : store.storeKept().catch(storeLater));
    alarms.at(clock.now().getTime() + rewriteMs, () => void tasks.run(retry));
  };
  const { close } = store;
  return Object.assign(store, {
    close: () =>
      close().finally(() => {
        isClosed = true;
      }),
  });
}
