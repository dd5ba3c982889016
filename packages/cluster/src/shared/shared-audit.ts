import type { KeyObject } from "node:crypto";
import { dayMs, systemClock } from "@casement/core";
import type { AuditEntry, AuditLog, NewAuditEntry } from "@casement/host";
import { openJson, sealJson } from "../keys/sealing.ts";
import type { ViewOptions } from "../view/view-options.ts";

type StoredEntry = AuditEntry & Pick<NewAuditEntry, "call">;

/** How many entries are kept, about. */
const maxEntries = 50_000;
const auditDays = 30;
const batch = 1_000;
const place = ["audit"];

/** What AI agents called at any front. */
export function createSharedAudit({
  redis,
  keys,
  dataKey,
  clock = systemClock,
  onProblem,
}: ViewOptions & { readonly dataKey: KeyObject }): AuditLog {
  const openEntry = (sealed: Buffer | undefined): StoredEntry | undefined =>
    sealed && (openJson(dataKey, place, sealed)?.[0] as StoredEntry | undefined);
  return {
    async add(entry) {
      const stored: StoredEntry = { at: clock.now().toISOString(), ...entry };
      try {
        await redis.xadd(keys.audit, "MAXLEN", "~", maxEntries, "*", "e", sealJson(dataKey, place, stored));
      } catch (error) {
        onProblem(error);
      }
    },
    async read(limit = 1_000) {
      const oldest = new Date(clock.now().getTime() - auditDays * dayMs).toISOString();
      const entries: AuditEntry[] = [];
      const ended = new Set<string>();
      for (let end = "+"; entries.length < limit; ) {
        const found = await redis.xrevrangeBuffer(keys.audit, end, "-", "COUNT", batch);
        for (const [, [, sealed]] of found) {
          const stored = openEntry(sealed);
          if (!stored || stored.at < oldest) continue;
          const { call, ...entry } = stored;
          if (call === undefined || !ended.has(call)) entries.push(entry);
          if (call !== undefined) ended.add(call);
        }
        if (found.length < batch) break;
        end = `(${String(found.at(-1)![0])}`;
      }
      return entries.slice(0, limit);
    },
  };
}
