import type { DateTimeTimeZone } from "@casement/graph-time";

/** https://learn.microsoft.com/graph/api/resources/automaticrepliessetting */
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
