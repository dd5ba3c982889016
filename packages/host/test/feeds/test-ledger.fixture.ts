import { createSecretKey, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "@casement/core";
import type { JournalEvent } from "../../src/api.ts";
import { createLedger, type Ledger } from "../../src/feeds/ledger.ts";
import { openRecordLog } from "../../src/store/record-log.ts";
import { createTestStore } from "../store/test-store.fixture.ts";

export interface TestLedger extends AsyncDisposable {
  /** The ledger since the last `reopen`. */
  readonly ledger: Ledger;
  readonly published: JournalEvent[];
  /** Reads the log again, as after a restart. */
  reopen(): Promise<Ledger>;
}

/** A ledger on a log in a temporary folder. */
export async function createTestLedger(clock: Clock): Promise<TestLedger> {
  const folder = await mkdtemp(join(tmpdir(), "casement-"));
  const key = createSecretKey(randomBytes(32));
  const published: JournalEvent[] = [];
  const open = async (): Promise<Ledger> =>
    createLedger(
      createTestStore(await openRecordLog({ file: join(folder, "feeds.log"), key, purpose: "test" }), {
        clock,
        publish: (events) => void published.push(...events),
      }),
      {
        onCompactError: (error) => {
          throw error;
        },
      },
    );
  let ledger = await open();
  return {
    get ledger() {
      return ledger;
    },
    published,
    async reopen() {
      await ledger.close();
      ledger = await open();
      return ledger;
    },
    async [Symbol.asyncDispose]() {
      await ledger.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
