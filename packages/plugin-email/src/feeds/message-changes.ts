import type { FeedChange, RaisedEvent } from "@casement/core";
import type { emailEvents } from "../email-events.ts";
import { type FolderItem, isMessage } from "../folder-item.ts";
import { isoTime } from "../message-view.ts";
import { addressIn } from "../recipients.ts";

/** Announces a message that is new in its folder and arrived since the previous round. Moved messages are not announced. */
export function messageChanges({ key, id, before, after, origin, since }: FeedChange<FolderItem>): RaisedEvent<typeof emailEvents>[] {
  if (before || !after || !isMessage(after)) return [];
  const isOld = (after.r + 1) * 1000 <= since.getTime();
  if (isOld || after.x || after.b || after.o === 0) return [];
  const { conversationId, webLink, preview } = after.d ?? {};
  const common = {
    id,
    ...(conversationId !== undefined && { conversationId }),
    ...(webLink !== undefined && { webLink }),
    subject: after.s,
  };
  if (after.o !== undefined) {
    const sentDateTime = isoTime(after.r);
    const to = (after.t ?? []).map(addressIn);
    return [{ event: "message-sent", payload: { ...common, to, sentDateTime, origin: after.o === 2 ? "casement" : origin } }];
  }
  if (origin === "casement") return [];
  const from = { ...(after.n !== undefined && { name: after.n }), ...(after.f !== undefined && { address: after.f }) };
  const payload = {
    ...common,
    folder: key,
    from,
    receivedDateTime: isoTime(after.r),
    isRead: after.u !== 1,
    hasAttachments: after.a === 1,
    importance: (["low", "normal", "high"] as const)[after.i ?? 1],
    ...(preview !== undefined && { preview }),
    origin,
  };
  return [{ event: "message-received", payload }];
}
