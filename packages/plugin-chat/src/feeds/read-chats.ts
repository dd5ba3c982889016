import type { CallContext } from "@casement/core";
import { chatPath, messagesPath, newestFirst } from "../chat-paths.ts";
import { type GraphChat, type GraphMessage, readGraphChat, readGraphMembers, readGraphMessage } from "../graph-types.ts";
import { isChatRefusal } from "../is-chat-refusal.ts";
import { isWrittenMessage, messageTimeOf } from "../message-view.ts";

type ReadContext = Pick<CallContext, "graph" | "signal" | "log">;

/** A chat and its last message, which can be a system message. */
export interface ChatWithPreview {
  readonly chat: GraphChat;
  readonly preview: GraphMessage;
  /** Of the last message, in milliseconds since 1970. */
  readonly time: number;
}

/** Reads the chats with the newest messages, at most `count`: the only request of a round without news. `isAll`: there are no others. */
export async function readNewestChats({ graph }: ReadContext, count: number): Promise<{ chats: GraphChat[]; isAll: boolean }> {
  const { value } = await graph.get<{ value: unknown[] }>("/me/chats", { query: { $top: count, ...newestFirst } });
  return { chats: value.flatMap((received) => readGraphChat(received) ?? []), isAll: value.length < count };
}

/** Reads all chats that have a message, the chat with the newest message first. */
export async function* readChatsByTime({ graph }: ReadContext): AsyncGenerator<ChatWithPreview> {
  for await (const received of graph.pages<unknown>("/me/chats", { query: { $top: 50, ...newestFirst } })) {
    const chat = readGraphChat(received);
    if (chat) yield* withPreview(chat);
  }
}

/** Nothing for a chat without a message. */
export function withPreview(chat: GraphChat): readonly ChatWithPreview[] {
  const preview = chat.lastMessagePreview;
  return preview?.createdDateTime ? [{ chat, preview, time: messageTimeOf(preview) }] : [];
}

/** Reads the messages and system messages of a chat after a time, newest first. If the chat cannot be read, returns its preview. */
export async function readMessagesAfter(
  context: ReadContext,
  { chat, preview }: Pick<ChatWithPreview, "chat" | "preview">,
  after: number,
): Promise<GraphMessage[]> {
  const found: GraphMessage[] = [];
  try {
    for await (const message of readMessages(context, chat)) {
      if (messageTimeOf(message) <= after) break;
      found.push(message);
    }
    return found;
  } catch (error) {
    if (context.signal.aborted || !isChatRefusal(error)) throw error;
    context.log.debug("A chat cannot be read. Its preview in the list of chats is used instead.");
    return found.length > 0 ? found : [preview];
  }
}

/** Reads the newest message that somebody wrote in a chat. Undefined if there is none, or if the chat cannot be read. */
export async function readNewestWrittenMessage(context: ReadContext, chat: GraphChat): Promise<GraphMessage | undefined> {
  try {
    for await (const message of readMessages(context, chat)) if (isWrittenMessage(message)) return message;
  } catch (error) {
    if (context.signal.aborted || !isChatRefusal(error)) throw error;
  }
  return undefined;
}

/** Without messages that have no ID or time. */
async function* readMessages({ graph }: ReadContext, { id }: GraphChat): AsyncGenerator<GraphMessage> {
  for await (const received of graph.pages<unknown>(messagesPath(id), { query: { $top: 50, $orderby: "createdDateTime desc" } })) {
    const message = readGraphMessage(received);
    if (message?.createdDateTime) yield message;
  }
}

/** Adds the members to a chat. If the chat cannot be read, returns it without members. */
export async function addMembers({ graph, signal }: ReadContext, chat: GraphChat): Promise<GraphChat> {
  try {
    const { members } = await graph.get<{ members?: unknown }>(chatPath(chat.id), { query: { $expand: "members" } });
    return { ...chat, members: readGraphMembers(members) };
  } catch (error) {
    if (signal.aborted || !isChatRefusal(error)) throw error;
    return chat;
  }
}
