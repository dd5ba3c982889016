import type { JsonValue, MessagePresentation } from "../api/api-types.ts";
import { isObject } from "../sensors/sensor-item.ts";
import { type ReadMessage, readMessages } from "./read-messages.ts";

/** Messages without a gap between them, newest first. */
export interface MessagePage {
  readonly messages: readonly ReadMessage[];
  readonly hasOlder: boolean;
}

/** The result of a service that opens an item. */
export const readMessagePage = (shows: MessagePresentation, result: JsonValue): MessagePage => ({
  messages: readMessages(shows, result),
  hasOlder: shows.attribute !== undefined && isObject(result) && result.truncated === true,
});

const timeOf = ({ at }: ReadMessage): number => at?.getTime() ?? 0;

/** The newest messages, and those that were known before them; unless there can be others in between. */
export function keepKnown(newest: MessagePage, known: MessagePage | undefined): MessagePage {
  const last = newest.messages.at(-1);
  if (!known || !last || !newest.hasOlder || !known.messages.some(({ key }) => key === last.key)) return newest;
  return addOlder(newest, { ...known, messages: known.messages.filter((message) => timeOf(message) < timeOf(last)) });
}

export function addOlder({ messages }: MessagePage, older: MessagePage): MessagePage {
  const keys = new Set(messages.map(({ key }) => key));
  return { messages: [...messages, ...older.messages.filter(({ key }) => !keys.has(key))], hasOlder: older.hasOlder };
}
