import type { CallContext } from "@casement/core";
import { chatPath, messagesPath, newestFirst } from "../chat-paths.ts";
import type { GraphChat, GraphMessage } from "../graph-types.ts";
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

/** Reads the chat with the newest message: the only request of a round without news. */
export async function readNewestChat({ graph }: ReadContext): Promise<GraphChat | undefined> {
  const { value } = await graph.get<{ value: GraphChat[] }>("/me/chats", { query: { $top: 1, ...newestFirst } });
  return value[0];
}

/** Reads all chats that have a message, the chat with the newest message first. */
export async function* readChatsByTime({ graph }: ReadContext): AsyncGenerator<ChatWithPreview> {
  for await (const chat of graph.pages<GraphChat>("/me/chats", { query: { $top: 50, ...newestFirst } })) {
    const preview = chat.lastMessagePreview;
    if (preview?.createdDateTime) yield { chat, preview, time: messageTimeOf(preview) };
  }
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

const readMessages = ({ graph }: ReadContext, { id }: GraphChat): AsyncIterable<GraphMessage> =>
  graph.pages<GraphMessage>(messagesPath(id), { query: { $top: 50, $orderby: "createdDateTime desc" } });

/** Adds the members to a chat. If the chat cannot be read, returns it without members. */
export async function addMembers({ graph, signal }: ReadContext, chat: GraphChat): Promise<GraphChat> {
  try {
    const { members = [] } = await graph.get<GraphChat>(chatPath(chat.id), { query: { $expand: "members" } });
    return { ...chat, members };
  } catch (error) {
    if (signal.aborted || !isChatRefusal(error)) throw error;
    return chat;
  }
}
