import { service } from "@casement/core";
import * as z from "zod";
import type { GraphAttachment } from "../graph-types.ts";
import { messagePath } from "./email-call.ts";
import { messageIdInput } from "./message-ids.ts";

/** Of one message. Each picture is a request, and all are held in memory. */
const maxPictures = 30;
/** Bytes. */
const maxTotalSize = 10 * 1024 * 1024;

/** Formats that contain no text, and so no script. */
const pictureType = /^image\/(png|jpe?g|pjpeg|gif|webp|bmp|avif)$/i;

export const downloadPictures = service({
  title: "Download the pictures in a message",
  summary: "Return the pictures in the text of an email, in base64.",
  input: z.object({ id: messageIdInput }),
  output: z.object({
    pictures: z.array(
      z.object({
        contentId: z.string().describe("HTML refers to it as `cid:<contentId>`"),
        contentType: z.string(),
        content: z.string().meta({ contentEncoding: "base64", "x-private": true }),
      }),
    ),
    truncated: z.boolean().describe("There are more pictures, or larger ones"),
  }),
  scope: "Mail.Read",
  effect: "read",
  item: { of: "folder", does: "download", id: "id" },
  async run(call) {
    const { graph, input, signal } = call;
    const path = `${messagePath(call, input.id)}/attachments`;
    // Only the attachment itself has its content ID, and with it its content.
    const listed = await graph.list<GraphAttachment>(path, { query: { $select: "id,name,contentType,size,isInline" } });
    const wanted = listed.filter(({ isInline, contentType }) => isInline === true && pictureType.test(contentType ?? ""));
    const pictures: { contentId: string; contentType: string; content: string }[] = [];
    let total = 0;
    for (const { id, size = 0, contentType } of wanted.slice(0, maxPictures)) {
      signal.throwIfAborted();
      if (total + size > maxTotalSize) return { pictures, truncated: true };
      total += size;
      const { contentId, contentBytes } = await graph.get<GraphPicture>(`${path}/${encodeURIComponent(id)}`);
      if (contentId && contentBytes) pictures.push({ contentId, contentType: contentType!.toLowerCase(), content: contentBytes });
    }
    return { pictures, truncated: wanted.length > maxPictures };
  },
});

/** The part of a fileAttachment that only the attachment itself has. Source: https://learn.microsoft.com/graph/api/resources/fileattachment */
interface GraphPicture {
  readonly contentId?: string | null;
  readonly contentBytes?: string | null;
}
