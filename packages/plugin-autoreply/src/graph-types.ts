// The part of Graph's types that this plugin reads and writes. Source: Microsoft Graph v1.0 metadata (automaticRepliesSetting).
import type { DateTimeTimeZone } from "@casement/graph-time";

export interface GraphAutomaticReplies {
  status?: string | null;
  externalAudience?: string | null;
  scheduledStartDateTime?: DateTimeTimeZone | null;
  scheduledEndDateTime?: DateTimeTimeZone | null;
  /** HTML. */
  internalReplyMessage?: string | null;
  /** HTML. */
  externalReplyMessage?: string | null;
}
