import type { Filter, SensorConfig } from "../config.ts";
import type { Showing } from "../message-view.ts";
import { type Query, queriesOf } from "./queries.ts";

/** What a sensor wants of its folder's feed. */
export interface Want extends Showing {
  readonly filter: Filter;
  /** A message must be found by all of them. */
  readonly queries: readonly Query[];
  readonly maxItems: number;
  /** The folder is Sent Items; whether what is sent there is announced. */
  readonly sent?: "announce" | "silent";
}

export function wantOf(sensor: Omit<SensorConfig, "name" | "folder">): Want {
  const { body, preview, attachments, inlineAttachments, maxItems, search, bodyContains, ...filter } = sensor;
  return { filter, queries: queriesOf({ search, bodyContains }), maxItems, body, preview, attachments, inlineAttachments };
}
