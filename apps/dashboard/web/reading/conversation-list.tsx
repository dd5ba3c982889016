import { toPlainText } from "../parts/plain-text.ts";
import { personTextOf } from "../sensors/sensor-item.ts";
import { useTexts } from "../texts/texts.ts";
import { formatClockTime, formatTime, isSameDay } from "../texts/times.ts";
import type { ItemConversation } from "./conversations.ts";
import { readAddressOf } from "./readable.ts";

interface ConversationListProps {
  readonly conversations: readonly ItemConversation[];
  /** The id of an item in the open conversation. */
  readonly openItem: string | undefined;
  readonly now: Date;
}

export function ConversationList({ conversations, openItem, now }: ConversationListProps) {
  return (
    <ul class="conversations">
      {conversations.map((conversation) => (
        <li key={conversation.key}>
          <ConversationLine conversation={conversation} openItem={openItem} now={now} />
        </li>
      ))}
    </ul>
  );
}

function ConversationLine({
  conversation: { items, isUnread },
  openItem,
  now,
}: { conversation: ItemConversation } & Pick<ConversationListProps, "openItem" | "now">) {
  const { unread } = useTexts().home;
  const newest = items[0]!;
  const { from = "", text = "" } = newest.sensor.present?.items ?? {};
  const people = new Set(items.map(({ data }) => personTextOf(data[from])).filter((name) => name !== undefined));
  const preview = newest.data[text];
  return (
    <a
      class={isUnread ? "unread" : ""}
      href={readAddressOf(newest.sensor, newest.id)}
      aria-current={items.some(({ id }) => id !== undefined && id === openItem) ? "true" : undefined}
    >
      <span class="from">
        <strong dir="auto">{people.size > 0 ? [...people].join(", ") : newest.title || "–"}</strong>
        {items.length > 1 && <span class="badge">{items.length}</span>}
        {isUnread && <span class="hidden">{unread}</span>}
        {newest.start && (
          <time dateTime={newest.start.toISOString()}>
            {isSameDay(newest.start, now) ? formatClockTime(newest.start) : formatTime(newest.start, { day: "numeric", month: "short" })}
          </time>
        )}
      </span>
      {people.size > 0 && <span dir="auto">{newest.title || "–"}</span>}
      {typeof preview === "string" && <small dir="auto">{toPlainText(preview)}</small>}
    </a>
  );
}
