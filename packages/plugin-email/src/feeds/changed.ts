import type { ChangeOrigin, RaisedEvent } from "@casement/core";
import type { events } from "../event-payload.ts";
import { type Item, isMessage } from "../message-item.ts";
import { isoTime } from "../message-view.ts";
import { addressIn } from "../people.ts";

interface Change {
  readonly key: string;
  readonly id: string;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  readonly origin: ChangeOrigin;
  /** When the last round ended. */
  readonly since: Date;
}

/** A message that is new in its folder and came since the last round is news. One that was moved here, by whomever, is not. */
export function changed({ key, id, before, after, origin, since }: Change): RaisedEvent<typeof events>[] {
  if (before || !after || !isMessage(after)) return [];
  const isOld = (after.r + 1) * 1000 <= since.getTime();
  if (isOld || after.x || after.b || after.o === 0) return [];
  const { conversationId, webLink, preview } = after.d ?? {};
  const about = {
    id,
    ...(conversationId !== undefined && { conversationId }),
    ...(webLink !== undefined && { webLink }),
    subject: after.s,
  };
  if (after.o !== undefined) {
    const sentDateTime = isoTime(after.r);
    const to = (after.t ?? []).map(addressIn);
    return [{ event: "message-sent", payload: { ...about, to, sentDateTime, origin: after.o === 2 ? "casement" : origin } }];
  }
  if (origin === "casement") return [];
  const from = { ...(after.n !== undefined && { name: after.n }), ...(after.f !== undefined && { address: after.f }) };
  const payload = {
    ...about,
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
