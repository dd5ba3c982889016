import { isInstant } from "@casement/graph-time";
import * as z from "zod";

// A property of another type than Graph documents is treated as absent.
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().catch(undefined);
const text = maybe(z.string());
const dateTimeTimeZone = z.object({
  dateTime: z.string().refine(isInstant),
  timeZone: z.string().catch("UTC"),
});

/** https://learn.microsoft.com/graph/api/resources/automaticrepliessetting */
const graphAutomaticReplies = z.object({
  status: text,
  externalAudience: text,
  scheduledStartDateTime: maybe(dateTimeTimeZone),
  scheduledEndDateTime: maybe(dateTimeTimeZone),
  /** HTML. */
  internalReplyMessage: text,
  /** HTML. */
  externalReplyMessage: text,
});
export type GraphAutomaticReplies = z.output<typeof graphAutomaticReplies>;

/** The setting as Graph returned it. */
export const readGraphReplies = (received: unknown): GraphAutomaticReplies => graphAutomaticReplies.catch({}).parse(received);
