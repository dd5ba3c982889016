import type { KeyObject } from "node:crypto";
import type { JournalEvent } from "@casement/host/ports";
import { openJson, sealJson } from "../keys/sealing.ts";

/** An event as the journal has it: its account beside it, and its id as the id of the entry. */
export const sealEvent = (dataKey: KeyObject, { account, type, at, payload }: Omit<JournalEvent, "id">): Buffer =>
  sealJson(dataKey, ["event", account], { type, at, payload });

/** Reverses `sealEvent`. Returns undefined if it cannot be read, as after its account was removed. `id`: of the entry, `<digits>-0`. */
export function openEvent(dataKey: KeyObject, account: string, id: string, sealed: Buffer): JournalEvent | undefined {
  const opened = openJson(dataKey, ["event", account], sealed);
  return opened && { ...(opened[0] as Pick<JournalEvent, "type" | "at" | "payload">), account, id: id.replace(/-0$/, "") };
}
