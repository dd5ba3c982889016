import { service } from "@casement/core";
import * as z from "zod";
import { emailConfig, readsContents } from "../config.ts";
import type { GraphMessage } from "../graph-types.ts";
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
  }),
  output: messageView,
  scope: "Mail.ReadBasic",
  effect: "read",
  item: { of: "folder", does: "open", id: "id" },
  async run(call) {
    const { id, body = readsContents(call.config) ? "text" : "none", ...rest } = call.input;
    const shown = { body, ...rest };
    if (showsContents(shown)) requireContents(call.config, "Showing contents");
    const parts = partsOf(shown);
    const details = detailQuery(parts);
    const query = { ...details, $select: `${indexFields},${details.$select}` };
    const message = await call.graph.get<GraphMessage>(messagePath(call, id), { query });
    return toMessageView(message.id, { ...toMessageItem(message, undefined, false), d: toMessageDetail(message, parts) }, shown);
  },
});
