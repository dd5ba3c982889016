import type { FeedChange, RaisedEvent } from "@casement/core";
import type { emailEvents } from "../email-events.ts";
import { type FolderItem, isMessage } from "../folder-item.ts";
import { isoTime } from "../message-view.ts";
import { addressIn } from "../recipients.ts";

/** Announces a message that is new in its folder and arrived since the previous round. Moved messages are not announced. */
export function messageChanges({ key, id, before, after, origin, since }: FeedChange<FolderItem>): RaisedEvent<typeof emailEvents>[] {
  if (before || !after || !isMessage(after)) return [];
  const isOld = (after.receivedAt + 1) * 1000 <= since.getTime();
  if (isOld || after.isMoved || after.isDraft || after.sent === "silent") return [];
  const { conversationId, webLink, preview } = after.detail ?? {};
  const common = {
    id,
    ...(conversationId !== undefined && { conversationId }),
    ...(webLink !== undefined && { webLink }),
    subject: after.subject,
  };
  if (after.sent !== undefined) {
    const sentDateTime = isoTime(after.receivedAt);
    const to = (after.recipients ?? []).map(addressIn);
    return [{ event: "message-sent", payload: { ...common, to, sentDateTime, origin: after.sent === "casement" ? "casement" : origin } }];
  }
  if (origin === "casement") return [];
  const from = {
    ...(after.fromName !== undefined && { name: after.fromName }),
    ...(after.fromAddress !== undefined && { address: after.fromAddress }),
  };
  const payload = {
    ...common,
    folder: key,
    from,
    receivedDateTime: isoTime(after.receivedAt),
    isRead: !after.isUnread,
    hasAttachments: after.hasAttachments === true,
    importance: after.importance ?? ("normal" as const),
    ...(preview !== undefined && { preview }),
    origin,
  };
  return [{ event: "message-received", payload }];
}
