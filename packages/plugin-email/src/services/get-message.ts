import * as z from "zod";
import { readsContents } from "../config.ts";
import type { GraphMessage } from "../graph-types.ts";
import { detailQuery, partsOf, toDetail } from "../message-detail.ts";
import { indexFields, toItem } from "../message-mapper.ts";
import { type messageView, toView } from "../message-view.ts";
import { showingFields, showsContents } from "./list-messages.ts";
import { id } from "./message-ids.ts";
import { messagePath, needContents, type ServiceCall } from "./service-call.ts";

export const getMessageInput = z.object({
  id,
  body: showingFields.body.unwrap().optional().describe("text unless given, where the permissions include it"),
  preview: showingFields.preview,
  attachments: showingFields.attachments,
  inlineAttachments: showingFields.inlineAttachments,
});

export async function getMessage(call: ServiceCall<z.output<typeof getMessageInput>>): Promise<z.input<typeof messageView>> {
  const { id, body = readsContents(call.config) ? "text" : "none", ...rest } = call.input;
  const showing = { body, ...rest };
  if (showsContents(showing)) needContents(call, "Showing contents");
  const parts = partsOf(showing);
  const details = detailQuery(parts);
  const query = { ...details, $select: `${indexFields},${details.$select}` };
  const message = await call.graph.get<GraphMessage>(messagePath(call, id), { query });
  return toView(message.id, { ...toItem(message, undefined, false), d: toDetail(message, parts) }, showing);
}
