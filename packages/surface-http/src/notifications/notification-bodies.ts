import { CasementError, type Clock } from "@casement/core";
import { type BodyLimit, readText } from "../body-reader.ts";

/** Reads the bodies of notifications. Their size, their time, and what all of them hold in memory are bounded. */
export interface NotificationBodies {
  /** @throws CasementError `too-large`, `input-invalid`, `too-many-calls` */
  read(request: Request): Promise<string>;
}

const bodyLimit: BodyLimit = { bytes: 1024 * 1024, text: "1 MB" };
/** What all unfinished bodies may hold together. */
const maxHeldBytes = 32 * 1024 * 1024;
const timeoutMs = 10_000;

export function createNotificationBodies(clock: Clock): NotificationBodies {
  let held = 0;
  return {
    async read(request) {
      let own = 0;
      const hold = (count: number): void => {
        own += count;
        held += count;
        if (held > maxHeldBytes)
          throw new CasementError("too-many-calls", "Too many notifications arrive at once. Send this one again in 10 seconds.", {
            details: { retryAfter: 10 },
          });
      };
      let stopTimeout = () => {};
      const timedOut = new Promise<never>((_, reject) => {
        stopTimeout = clock.after(timeoutMs, () => reject(new CasementError("input-invalid", "The body took longer than 10 seconds.")));
      });
      try {
        return await Promise.race([readText(request, bodyLimit, hold), timedOut]);
      } finally {
        stopTimeout();
        held -= own;
      }
    },
  };
}
