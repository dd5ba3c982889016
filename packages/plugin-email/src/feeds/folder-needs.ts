import type { MessageFilter, SensorConfig } from "../config.ts";
import type { ShownContents } from "../message-view.ts";
import { type SearchQuery, searchQueriesOf } from "./search-queries.ts";

/** What a sensor needs from the feed of its folder. */
export interface FolderNeeds extends ShownContents {
  readonly filter: MessageFilter;
  /** A message must be found by all of them. */
  readonly queries: readonly SearchQuery[];
  readonly maxItems: number;
  /** Set if the folder is Sent Items: whether new messages in it are announced. */
  readonly sent?: "announce" | "silent";
}

export function folderNeedsOf(sensor: Omit<SensorConfig, "name" | "folder">): FolderNeeds {
  const { body, preview, attachments, inlineAttachments, maxItems, search, bodyContains, ...filter } = sensor;
  return { filter, queries: searchQueriesOf({ search, bodyContains }), maxItems, body, preview, attachments, inlineAttachments };
}
