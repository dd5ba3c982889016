import { CasementError } from "@casement/core";
import { type EmailConfig, readsContents } from "../config.ts";

/**
 * Refuses what `Mail.ReadBasic` does not include. `action` begins the message: "Searching".
 *
 * @throws CasementError `service-refused` when the configuration does not request `Mail.Read`.
 */
export function requireContents(config: EmailConfig, action: string): void {
  if (readsContents(config)) return;
  throw new CasementError(
    "service-refused",
    `${action} needs Mail.Read, which is requested when a sensor has body, preview, attachments, bodyContains or search. Add one of them to a sensor and sign in again.`,
    { details: { reason: "permission", scope: "Mail.Read" } },
  );
}
