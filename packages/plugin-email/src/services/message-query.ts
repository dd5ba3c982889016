import * as z from "zod";
import { listFilterFields, searchFields } from "../config.ts";
import { folderInput } from "./folder-input.ts";

const more = { "x-group": "More" } as const;

/** What finds messages: a folder, a conversation, a search and conditions. The fields that matter most first. */
export const messageQueryFields = {
  folder: folderInput.optional().meta({ description: `${folderInput.description}. Default: that of the sensor, or inbox` }),
  search: searchFields.search.meta({ "x-aliases": ["query"] }),
  from: listFilterFields.from.meta({ "x-aliases": ["sender"] }),
  subjectContains: listFilterFields.subjectContains.meta({ "x-aliases": ["subject"] }),
  unread: listFilterFields.unread.meta({ "x-aliases": ["unreadOnly"] }),
  newerThan: listFilterFields.newerThan.meta({ "x-aliases": ["since"] }),
  olderThan: listFilterFields.olderThan.meta({ "x-aliases": ["before"], ...more }),
  conversation: z
    .string()
    .min(1)
    .optional()
    .meta({ description: "Messages of this conversation (`conversationId`), without `folder` in all folders, also sent ones", ...more }),
  bodyContains: searchFields.bodyContains.meta(more),
  to: listFilterFields.to.meta(more),
  subjectIs: listFilterFields.subjectIs.meta(more),
  hasAttachments: listFilterFields.hasAttachments.meta(more),
  importance: listFilterFields.importance.meta(more),
  flagged: listFilterFields.flagged.meta(more),
  category: listFilterFields.category.meta(more),
};

export type MessageQuery = z.output<z.ZodObject<typeof messageQueryFields>>;
