import { service } from "@casement/core";
import * as z from "zod";
import { emailConfig, readsContents } from "../config.ts";
import { readGraphMessage } from "../graph-message.ts";
import { bodyToHtml } from "../message-body.ts";
import { detailQuery, partsOf, toMessageDetail } from "../message-parts.ts";
import { messageView, showsContents, toMessageView } from "../message-view.ts";
import { indexFields, toMessageItem } from "../to-message-item.ts";
import { messagePath } from "./email-call.ts";
import { messageIdInput } from "./message-ids.ts";
import { requireContents } from "./require-contents.ts";
import { shownContentsFields } from "./shown-contents-fields.ts";

export const getMessage = service({
  config: emailConfig,
  title: "Read a message",
  summary: "Read one email with its text.",
  input: z.object({
    id: messageIdInput,
    ...shownContentsFields,
    body: shownContentsFields.body
      .unwrap()
      .optional()
      .meta({ description: "Default: text, if the permissions include it", "x-group": "More" }),
    remotePictures: z.boolean().default(false).meta({
      title: "Pictures from elsewhere",
      description:
        "Keep the addresses of pictures in HTML. Loading one from a server tells the sender that the message was opened; cid: is one in the message",
      "x-group": "More",
    }),
  }),
  output: messageView,
  scope: "Mail.ReadBasic",
  effect: "read",
  item: {
    of: "folder",
    does: "open",
    id: "id",
    input: { body: "html", attachments: true, remotePictures: true },
    shows: {
      title: "subject",
      from: "from",
      to: "to",
      start: "receivedDateTime",
      html: "body",
      truncated: "bodyTruncated",
      attachments: "attachments",
    },
  },
  async run(call) {
    const { id, body = readsContents(call.config) ? "text" : "none", remotePictures, ...rest } = call.input;
    const shown = { body, ...rest };
    if (showsContents(shown)) requireContents(call.config, "Showing contents");
    const parts = partsOf(shown);
    const details = detailQuery(parts);
    const query = { ...details, $select: `${indexFields},${details.$select}` };
    const received = await call.graph.get<object>(messagePath(call, id), { query });
    const message = readGraphMessage({ ...received, id }) ?? { id };
    const detail = toMessageDetail(message, parts, call.account.timeZone);
    if (remotePictures && detail.html !== undefined) detail.html = bodyToHtml(message.body, { pictures: true }).html;
    return toMessageView(message.id, { ...toMessageItem(message, undefined, false), detail }, shown);
  },
});
