import type { Clock } from "@casement/core";
import { type BodyLimit, readText } from "../body-reader.ts";
import { createHeldBodies } from "../held-bodies.ts";

/** Reads the bodies of notifications. */
export interface NotificationBodies {
  /** `client`: who sends it. @throws CasementError `too-large`, `input-invalid`, `too-many-calls` */
  read(request: Request, client: string): Promise<string>;
}

const bodyLimit: BodyLimit = { bytes: 1024 * 1024, text: "1 MB" };

export function createNotificationBodies(clock: Clock): NotificationBodies {
  const bodies = createHeldBodies(clock, { bytes: 32 * 1024 * 1024, bytesOfClient: 8 * 1024 * 1024 });
  return {
    read: (request, client) => bodies.hold(client, (onBytes, signal) => readText(request, bodyLimit, { onBytes, signal })),
  };
}
