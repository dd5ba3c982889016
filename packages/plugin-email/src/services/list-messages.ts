import { service } from "@casement/core";
import { chooseFields, fieldChoice } from "@casement/graph-input";
import * as z from "zod";
import { emailConfig } from "../config.ts";
import { partsOf } from "../message-parts.ts";
import { messageView, type ShownContents, showsContents, toMessageView } from "../message-view.ts";
import { findMessages } from "./find-messages.ts";
import { messageQueryFields } from "./message-query.ts";
import { requireContents } from "./require-contents.ts";
import { shownContentsFields } from "./shown-contents-fields.ts";

const { folder, search, from, subjectContains, unread, newerThan, ...moreFields } = messageQueryFields;
/** Left out unless it is asked for: it is a third of a list. */
const links = ["webLink"];

export const listMessages = service({
  config: emailConfig,
  title: "List messages",
  summary: "List the emails in a folder that match filters or a search.",
  input: z.object({
    folder,
    search,
    from,
    subjectContains,
    unread,
    newerThan,
    maxItems: z
      .int()
      .min(1)
      .max(1000)
      .default(25)
      .meta({ title: "Maximum number", "x-aliases": ["limit", "top"] }),
    ...moreFields,
    ...shownContentsFields,
    fields: fieldChoice(Object.keys(messageView.shape), links),
    cursor: z.string().optional().meta({ title: "Next page", description: "`cursor` of the previous page", "x-group": "More" }),
  }),
  output: z.object({
    messages: z.array(messageView.partial().required({ id: true })).describe("Newest first. Without webLink, unless `fields` names it"),
    truncated: z.boolean().describe("There can be more messages"),
    cursor: z.string().optional().describe("For the next page. Absent on the last one"),
  }),
  scope: "Mail.ReadBasic",
  effect: "read",
  target: "folder",
  optionalTarget: true,
  item: { of: "folder", does: "list", fields: { search: "search", conversation: "conversation", cursor: "cursor" } },
  async run(call) {
    const { maxItems, cursor, fields, body, preview, attachments, inlineAttachments, ...query } = call.input;
    const shown: ShownContents = { body, preview, attachments, inlineAttachments };
    if (showsContents(shown)) requireContents(call.config, "Showing contents");
    const page = await findMessages(call, { query, maxItems, cursor, parts: partsOf(shown) });
    return {
      messages: page.messages.map(({ id, item }) => chooseFields(toMessageView(id, item, shown), fields, links)),
      truncated: page.cursor !== undefined || page.isCut === true,
      ...(page.cursor !== undefined && { cursor: page.cursor }),
    };
  },
});
