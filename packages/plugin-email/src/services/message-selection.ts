import * as z from "zod";
import { listFilterFields, searchFields } from "../config.ts";
import { folderInput } from "./folder-input.ts";
import { messageIdsInput } from "./message-ids.ts";

const more = { "x-group": "More" } as const;

/** The same conditions as in `messageQueryFields`. */
const where = z.strictObject({
  folder: folderInput.optional().meta({ description: `${folderInput.description}. Default: inbox` }),
  ...searchFields,
  ...listFilterFields,
  conversation: z.string().min(1).optional().describe("`conversationId`"),
});

/** Which messages a service changes. */
export const messageSelectionFields = {
  ids: messageIdsInput.optional(),
  where: where.optional().meta({
    title: "All that match",
    description: "Instead of ids: all messages that match, newest first, with the conditions of list-messages",
    "x-aliases": ["filter"],
    ...more,
  }),
  maxItems: z
    .int()
    .min(1)
    .max(500)
    .default(200)
    .meta({ title: "Maximum number", description: "Of the messages that match", "x-aliases": ["limit"], ...more }),
};

export type MessageSelection = z.output<z.ZodObject<typeof messageSelectionFields>>;

export const changedMessages = z.object({
  ids: z.array(z.string()).optional().describe("The given IDs"),
  count: z.int().describe("How many messages"),
  more: z.literal(true).optional().describe("More messages match: repeat the call"),
  searchLimit: z
    .literal(true)
    .optional()
    .describe("Outlook finds at most 1,000 messages with `search`, and more may match: repeat the call for an older period"),
});
