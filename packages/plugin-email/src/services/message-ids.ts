import * as z from "zod";

export const messageIdInput = z
  .string()
  .min(1)
  .meta({ title: "Message", description: "Message ID", "x-aliases": ["messageId"] });
export const messageIdsInput = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1).max(500)])
  .meta({ title: "Messages", description: "One message ID, or a list of them", "x-aliases": ["id", "messageId", "messageIds"] });

/** The given ids as a list, without duplicates. */
export const uniqueIds = (ids: z.output<typeof messageIdsInput>): string[] => [...new Set(typeof ids === "string" ? [ids] : ids)];
