import type { FeedPage, SyncCall } from "@casement/core";
import { toChatView } from "../chat-view.ts";
import type { ChatConfig } from "../config.ts";
import type { GraphChat, GraphMessage } from "../graph-types.ts";
import { isCompletePreview, isWrittenMessage, type MessageItem, messageTimeOf, toMessageView } from "../message-view.ts";
import { type ChatFeedItem, messageItemIdOf, messagesOf, newestMessageOf } from "./chat-feed-item.ts";
import {
  addMembers,
  type ChatWithPreview,
  readChatsByTime,
  readMessagesAfter,
  readNewestChats,
  readNewestWrittenMessage,
  withPreview,
} from "./read-chats.ts";

type NewestChats = Awaited<ReturnType<typeof readNewestChats>>;
type ChatSyncCall = SyncCall<ChatConfig, ChatFeedItem>;
type PageItems = Omit<FeedPage<ChatFeedItem>, "cursor">;

const noChanges: PageItems = { put: {}, removed: [] };

/** A message can appear this much later than a message that was written after it. */
const maxMessageDelayMs = 60_000;

/** How many chats to read first. A round on demand expects news, which is seldom in more than one or two chats. */
const chatCountOf = ({ onDemand }: Pick<ChatSyncCall, "onDemand">): number => (onDemand ? 3 : 1);

/** Times of messages and system messages, in milliseconds since 1970. */
interface ChatCursor {
  /** Of the newest one found so far. */
  readonly newest: number;
  /** Of the newest one at the first read: what is not newer is not news, whenever it is found. */
  readonly first: number;
}

const toCursor = ({ newest, first }: ChatCursor): string => `${newest}/${first}`;

/** A cursor of an earlier version has no second time. */
function readCursor(cursor: string): ChatCursor {
  const [newest = 0, first = 0] = cursor.split("/").map(Number);
  return { newest, first };
}

/**
 * Reads what is new in the chats. The cursor is the time of the newest message found so far, and of the newest one at the first read.
 * A round without news is one request. Otherwise everything newer is read. If nothing is newer, the newest message can still have been
 * edited or deleted.
 */
export async function syncMessages(call: ChatSyncCall): Promise<FeedPage<ChatFeedItem>> {
  const { cursor, items } = call;
  const firstChats = await readNewestChats(call, chatCountOf(call));
  const [newestChat] = firstChats.chats;
  const preview = newestChat?.lastMessagePreview ?? undefined;
  const time = preview ? messageTimeOf(preview) : 0;
  if (cursor === undefined) return { ...(await findNewestMessage(call)), cursor: toCursor({ newest: time, first: time }) };
  const known = readCursor(cursor);
  if (time > known.newest) return { ...(await readNewerMessages(call, firstChats, known)), cursor: toCursor({ ...known, newest: time }) };

  const [newestId, newest] = newestMessageOf(items) ?? [];
  if (!newestChat || !preview) return { ...(newest ? await findNewestMessage(call) : noChanges), cursor };
  const id = messageItemIdOf(newestChat.id, preview.id);
  if (!isWrittenMessage(preview)) return { ...(items.has(id) ? await findNewestMessage(call) : noChanges), cursor };
  if (id !== newestId || !newest) return { ...(await findNewestMessage(call)), cursor };
  if (!isCompletePreview(preview)) return { ...noChanges, cursor };
  const { content, contentHtml } = toMessageView(newestChat, preview, call.account);
  const isEdited = content !== newest.content || contentHtml !== newest.contentHtml;
  return { put: isEdited ? { [id]: { ...newest, content, contentHtml } } : {}, removed: [], cursor };
}

/** Finds the newest message that somebody wrote in any chat. It is news only if it was written after the cursor. */
async function findNewestMessage(call: ChatSyncCall): Promise<PageItems> {
  let newest: { chat: GraphChat; message: GraphMessage } | undefined;
  for await (const { chat, preview, time } of readChatsByTime(call)) {
    if (newest && time <= messageTimeOf(newest.message)) break;
    const isShown = isWrittenMessage(preview) && isCompletePreview(preview);
    const message = isShown ? preview : ((await readNewestWrittenMessage(call, chat)) ?? (isWrittenMessage(preview) ? preview : undefined));
    if (message && (!newest || messageTimeOf(message) > messageTimeOf(newest.message))) newest = { chat, message };
  }
  const newestTime = newest ? messageTimeOf(newest.message) : 0;
  const newestId = newest && messageItemIdOf(newest.chat.id, newest.message.id);
  const removed = messagesOf(call.items).flatMap(([id, { time }]) => (time >= newestTime && id !== newestId ? [id] : []));
  if (!newest || newestId === undefined || call.items.has(newestId)) return { put: {}, removed };
  const isNews = call.cursor !== undefined && newestTime > readCursor(call.cursor).newest;
  return { put: { [newestId]: toMessageItem(newest.chat, newest.message, call, isNews) }, removed };
}

/** Reads everything newer than what is known. The messages are put in the order of their times, so the events have that order too. */
async function readNewerMessages(
  call: ChatSyncCall,
  newestChats: NewestChats,
  { newest: knownTime, first }: ChatCursor,
): Promise<PageItems> {
  const { items } = call;
  const after = knownTime - maxMessageDelayMs;
  const changed: ChatWithPreview[] = [];
  const known = newestChats.chats.flatMap(withPreview);
  const isEnough = newestChats.isAll || known.some(({ time }) => time <= after);
  for await (const each of isEnough ? known : readChatsByTime(call)) {
    if (each.time <= after) break;
    if (each.time > knownTime || !items.has(messageItemIdOf(each.chat.id, each.preview.id))) changed.push(each);
  }
  const chats = await Promise.all(changed.map((each) => readChangedChat(call, each, after)));
  const put: Record<string, ChatFeedItem> = Object.fromEntries(chats.map(({ chat, item }) => [chat.id, item]));
  const written = chats
    .flatMap(({ chat, messages }) => messages.filter(isWrittenMessage).map((message) => ({ chat, message })))
    .sort((a, b) => messageTimeOf(a.message) - messageTimeOf(b.message));
  for (const { chat, message } of written) {
    const id = messageItemIdOf(chat.id, message.id);
    if (!items.has(id) && messageTimeOf(message) > first) put[id] = toMessageItem(chat, message, call, true);
  }
  const [newestId] = newestMessageOf(new Map([...items, ...Object.entries(put)])) ?? [];
  const evicted = messagesOf(items).flatMap(([id, { time }]) => (time <= after && id !== newestId ? [id] : []));
  return { put, removed: [], evicted };
}

/** Reads the new messages of a chat. Reads its members only if a system message says that they can have changed, or they are not known. */
async function readChangedChat(call: ChatSyncCall, { chat, preview }: ChatWithPreview, after: number) {
  const messages = await readMessagesAfter(call, { chat, preview }, after);
  const known = call.items.get(chat.id);
  const isKnown = known?.kind === "chat" && messages.every(({ eventDetail }) => !eventDetail);
  const view = toChatView(isKnown ? chat : await addMembers(call, chat), call.account);
  const { title, members } = isKnown ? known : view;
  const item: ChatFeedItem = { ...view, title, members, kind: "chat", readAt: call.now().getTime() };
  return { chat, item, messages };
}

function toMessageItem(chat: GraphChat, message: GraphMessage, { account }: ChatSyncCall, news: boolean): MessageItem {
  return { ...toMessageView(chat, message, account), kind: "message", time: messageTimeOf(message), news };
}
