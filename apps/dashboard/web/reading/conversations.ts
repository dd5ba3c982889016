import { groupBy } from "../parts/group-by.ts";
import type { SensorItem } from "../sensors/sensor-item.ts";

/** Items that belong together, such as a message and its replies. Newest first, never empty. */
export interface ItemConversation {
  readonly key: string;
  readonly items: readonly SensorItem[];
  readonly isUnread: boolean;
}

export const conversationIdOf = ({ data, sensor }: SensorItem): string | undefined => {
  const name = sensor.present?.items?.conversation;
  const id = name === undefined ? undefined : data[name];
  return typeof id === "string" ? id : undefined;
};

const timeOf = ({ start }: SensorItem): number => start?.getTime() ?? 0;
export const newestFirst = (items: readonly SensorItem[]): SensorItem[] => items.toSorted((a, b) => timeOf(b) - timeOf(a));

/**
 * Items by conversation: those with something unread first, then the newest. An item without a conversation is one of its own. `kept`: the keys of
 * conversations that stay among the unread ones.
 */
export function conversationsOf(items: readonly SensorItem[], kept: ReadonlySet<string> = new Set()): ItemConversation[] {
  const rankOf = ({ key, isUnread }: ItemConversation): number => Number(isUnread || kept.has(key));
  const groups = groupBy(items, (item) => conversationIdOf(item) ?? item.key);
  return [...groups]
    .map(([key, members]) => ({ key, items: newestFirst(members), isUnread: members.some(({ isUnread }) => isUnread) }))
    .toSorted((a, b) => rankOf(b) - rankOf(a) || timeOf(b.items[0]!) - timeOf(a.items[0]!));
}
