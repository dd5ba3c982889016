import type { CallContext } from "@casement/core";
import type { Place } from "@casement/graph-calendar";
import type { Config } from "./config.ts";

/** Where a calendar of the account's mailbox is read and written. */
export function placeOf({ graph, account, config }: CallContext<Config>, calendar: string): Place {
  return { graph, path: `${account.mailbox}/calendars/${encodeURIComponent(calendar)}`, basic: config.basic };
}
