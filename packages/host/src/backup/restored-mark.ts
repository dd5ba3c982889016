import { access, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "@casement/core";
import type { OpenAccount } from "../composition/open-account.ts";
import type { Journal } from "../events/journal.ts";
import { writeAtomic } from "../store/atomic-file.ts";
import { restoredMarkOf } from "../store/sealed-state.ts";
import { namesIn } from "./stored-data.ts";

const markOf = (dataDir: string): string => join(dataDir, "restored");

/** Says that the data in a folder comes from a backup, until a host has taken it over. */
export const markAsRestored = (dataDir: string): Promise<void> => writeAtomic(markOf(dataDir), "");

const isRestored = (dataDir: string): Promise<boolean> =>
  access(markOf(dataDir)).then(
    () => true,
    () => false,
  );

/**
 * Takes over data from a backup: reads everything again without events, so that nothing is announced that happened before. The event log begins
 * again. Each state of a surface gets a mark of its own. If the host is killed meanwhile, the next start does it again.
 */
export async function adoptRestoredData(dataDir: string, accounts: Iterable<OpenAccount>, journal: Journal, clock: Clock): Promise<void> {
  if (!(await isRestored(dataDir))) return;
  for (const { ledger, handle } of accounts) {
    await ledger.commit({ t: "restored", at: clock.now().getTime() });
    journal.removeAccount(handle.name);
  }
  const surfaces = join(dataDir, "surfaces");
  for (const name of await namesIn(surfaces)) await writeAtomic(restoredMarkOf(join(surfaces, name)), "");
  await rm(markOf(dataDir), { force: true });
}
