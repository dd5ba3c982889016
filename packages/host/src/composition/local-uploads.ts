import type { Clock } from "@casement/core";
import type { Alarms } from "../async/alarms.ts";
import type { UploadPort } from "../ports/index.ts";

const maxTotalSize = 64 * 1024 * 1024;
const lifetimeMs = 60 * 60_000;

/** Uploaded files in memory. The oldest ones go when all together have more than 64 MB. */
export function createLocalUploads(clock: Clock, alarms: Alarms): UploadPort {
  const files = new Map<string, { readonly content: Uint8Array<ArrayBuffer>; readonly until: number }>();

  function removeOld(): void {
    const now = clock.now().getTime();
    for (const [key, { until }] of files) if (until <= now) files.delete(key);
    let total = [...files.values()].reduce((sum, { content }) => sum + content.byteLength, 0);
    for (const [key, { content }] of files) {
      if (total <= maxTotalSize) return;
      total -= content.byteLength;
      files.delete(key);
    }
  }
  return {
    async keep(key, content) {
      const until = clock.now().getTime() + lifetimeMs;
      files.set(key, { content, until });
      removeOld();
      alarms.at(until, removeOld);
    },
    async read(key) {
      removeOld();
      return files.get(key)?.content;
    },
  };
}
