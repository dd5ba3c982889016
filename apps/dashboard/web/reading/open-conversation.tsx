import { useState } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import { ItemDetails } from "../sensors/item-details.tsx";
import { personTextOf, type SensorItem } from "../sensors/sensor-item.ts";
import { formatDateAndTime } from "../texts/times.ts";
import { readingTexts } from "./reading-texts.ts";
import { useConversation } from "./use-conversation.ts";

/** A conversation to read. The chosen item is open, the others open when they are tapped. */
export function OpenConversation({
  known,
  openItem,
  listAddress,
}: {
  known: readonly SensorItem[];
  openItem: string;
  listAddress: string;
}) {
  const texts = readingTexts.use();
  const { items, problem } = useConversation(known);
  const title = items[0]?.title || "–";
  return (
    <section class="card open-conversation" aria-label={title}>
      <a class="back" href={listAddress}>
        <Icon name="left" /> {texts.toList}
      </a>
      <h2 dir="auto">{title}</h2>
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {items.length === 1
        ? items.map((item) => <ItemDetails key={item.key} item={item} isOpen />)
        : items.map((item) => <ConversationItem key={item.key} item={item} isFirst={item.id === openItem} />)}
    </section>
  );
}

function ConversationItem({ item, isFirst }: { item: SensorItem; isFirst: boolean }) {
  const [isOpen, setIsOpen] = useState(isFirst);
  const { from = "" } = item.sensor.present?.items ?? {};
  return (
    <details
      class={item.isUnread ? "conversation-item unread" : "conversation-item"}
      open={isOpen}
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
    >
      <summary>
        <strong dir="auto">{personTextOf(item.data[from]) ?? item.title}</strong>
        {item.start && <time dateTime={item.start.toISOString()}>{formatDateAndTime(item.start)}</time>}
      </summary>
      <ItemDetails item={item} isOpen={isOpen} />
    </details>
  );
}
