import type { CallContext, FeedPage } from "@casement/core";
import { toChat } from "../chat-item.ts";
import type { Config } from "../config.ts";
import type { GraphChat, GraphMessage } from "../graph-types.ts";
import { isHuman, type MessageItem, timeOf, toMessage } from "../message-item.ts";
import { type Item, type Items, keyOf, messagesIn, newestIn } from "./item.ts";
import { chatsByTime, messagesAfter, newestChat, newestHuman, withMembers } from "./read-chats.ts";

type Call = CallContext<Config> & { readonly cursor: string | undefined; readonly items: Items };

/** A message may show up this much later than one that was written after it (ms). */
const slack = 60_000;

/**
 * One look at the chats. The cursor is the time of the newest entry seen, in milliseconds since 1970. An idle round is one request;
 * when something is newer, everything newer is read. What was newest may also have been edited or taken back.
 */
export async function syncMessages(call: Call): Promise<FeedPage<Item>> {
  const { cursor, items } = call;
  const top = await newestChat(call);
  const preview = top?.lastMessagePreview ?? undefined;
  const time = preview ? timeOf(preview) : 0;
  if (cursor === undefined) return { ...(await search(call)), cursor: String(time) };
  const known = Number(cursor);
  if (time > known) return { ...(await readOn(call, known)), cursor: String(time) };

  const [newestKey, newest] = newestIn(items) ?? [];
  const key = top && preview ? keyOf(top.id, preview.id) : undefined;
  if (!top || !preview || key === undefined) return { ...(newest ? await search(call) : nothing), cursor };
  if (!isHuman(preview)) return { ...(items.has(key) ? await search(call) : nothing), cursor };
  if (key !== newestKey || !newest) return { ...(await search(call)), cursor };
  const { content, contentHtml } = toMessage(top, preview, call.account);
  const edited = content !== newest.content || contentHtml !== newest.contentHtml;
  return { put: edited ? { [key]: { ...newest, content, contentHtml } } : {}, removed: [], cursor };
}

type Found = Omit<FeedPage<Item>, "cursor">;
const nothing: Found = { put: {}, removed: [] };

/** The newest message that somebody wrote, over all chats by message time. It is no news, unless it came this very moment. */
async function search(call: Call): Promise<Found> {
  let best: { chat: GraphChat; message: GraphMessage } | undefined;
  for await (const { chat, preview, time } of chatsByTime(call)) {
    if (best && time <= timeOf(best.message)) break;
    const message = isHuman(preview) ? preview : await newestHuman(call, chat);
    if (message && (!best || timeOf(message) > timeOf(best.message))) best = { chat, message };
  }
  const after = best ? timeOf(best.message) : 0;
  const key = best && keyOf(best.chat.id, best.message.id);
  const removed = messagesIn(call.items).flatMap(([other, { time }]) => (time >= after && other !== key ? [other] : []));
  if (!best || key === undefined || call.items.has(key)) return { put: {}, removed };
  const news = call.cursor !== undefined && after > Number(call.cursor);
  return { put: { [key]: toItem(best.chat, best.message, call, news) }, removed };
}

/** Everything that is newer than `known`, oldest first, so that events come in order. */
async function readOn(call: Call, known: number): Promise<Found> {
  const { items } = call;
  const changed: { chat: GraphChat; preview: GraphMessage }[] = [];
  for await (const { chat, preview, time } of chatsByTime(call)) {
    if (time <= known - slack) break;
    if (time > known || !items.has(keyOf(chat.id, preview.id))) changed.push({ chat, preview });
  }
  const read = await Promise.all(
    changed.map(async ({ chat, preview }) => {
      const messages = await messagesAfter(call, chat, preview, known - slack);
      const before = items.get(chat.id);
      const sameMembers = before?.kind === "chat" && messages.every(({ eventDetail }) => !eventDetail);
      const view = toChat(sameMembers ? chat : await withMembers(call, chat), call.account);
      const { title, members } = sameMembers ? before : view;
      const item: Item = { ...view, title, members, kind: "chat", readAt: call.now().getTime() };
      return { chat, item, messages };
    }),
  );
  const put: Record<string, Item> = Object.fromEntries(read.map(({ chat, item }) => [chat.id, item]));
  const written = read
    .flatMap(({ chat, messages }) => messages.filter(isHuman).map((message) => ({ chat, message })))
    .sort((a, b) => timeOf(a.message) - timeOf(b.message));
  for (const { chat, message } of written) {
    const key = keyOf(chat.id, message.id);
    if (!items.has(key)) put[key] = toItem(chat, message, call, true);
  }
  const [newest] = newestIn(new Map([...items, ...Object.entries(put)])) ?? [];
  const evicted = messagesIn(items).flatMap(([key, { time }]) => (time <= known - slack && key !== newest ? [key] : []));
  return { put, removed: [], evicted };
}

function toItem(chat: GraphChat, message: GraphMessage, { account }: Call, news: boolean): MessageItem {
  return { ...toMessage(chat, message, account), kind: "message", time: timeOf(message), news };
}
