import type { CallContext } from "@casement/core";
import { chatPath, messagesPath, newestFirst } from "../chat-paths.ts";
import type { Config } from "../config.ts";
import type { GraphChat, GraphMessage } from "../graph-types.ts";
import { isHuman, timeOf } from "../message-item.ts";
import { isRefusal } from "../refusal.ts";

export type Reading = Pick<CallContext<Config>, "graph" | "signal" | "log">;

/** The chat with the newest message: all that an idle poll asks for. */
export async function newestChat({ graph }: Reading): Promise<GraphChat | undefined> {
  const { value } = await graph.get<{ value: GraphChat[] }>("/me/chats", { query: { $top: 1, ...newestFirst } });
  return value[0];
}

/** Chats with the time of their newest message, newest first; those without one are left out. */
export async function* chatsByTime({ graph }: Reading): AsyncGenerator<{ chat: GraphChat; preview: GraphMessage; time: number }> {
  for await (const chat of graph.pages<GraphChat>("/me/chats", { query: { $top: 50, ...newestFirst } })) {
    const preview = chat.lastMessagePreview;
    if (preview?.createdDateTime) yield { chat, preview, time: timeOf(preview) };
  }
}

/** Messages and events of a chat after a time, newest first. A chat that refuses has nothing but its preview. */
export async function messagesAfter(call: Reading, chat: GraphChat, preview: GraphMessage, after: number): Promise<GraphMessage[]> {
  const found: GraphMessage[] = [];
  try {
    for await (const message of messagesOf(call, chat)) {
      if (timeOf(message) <= after) break;
      found.push(message);
    }
    return found;
  } catch (error) {
    if (call.signal.aborted || !isRefusal(error)) throw error;
    call.log.debug("A chat refuses to be read; what the list of chats shows of it is used.");
    return found.length > 0 ? found : [preview];
  }
}

/** The newest message that somebody wrote in a chat whose last entry is none. */
export async function newestHuman(call: Reading, chat: GraphChat): Promise<GraphMessage | undefined> {
  try {
    for await (const message of messagesOf(call, chat)) if (isHuman(message)) return message;
  } catch (error) {
    if (call.signal.aborted || !isRefusal(error)) throw error;
  }
  return undefined;
}

const messagesOf = ({ graph }: Reading, { id }: GraphChat) =>
  graph.pages<GraphMessage>(messagesPath(id), { query: { $top: 50, $orderby: "createdDateTime desc" } });

/** The chat with its members; without them when it refuses. */
export async function withMembers({ graph, signal }: Reading, chat: GraphChat): Promise<GraphChat> {
  try {
    const { members = [] } = await graph.get<GraphChat>(chatPath(chat.id), { query: { $expand: "members" } });
    return { ...chat, members };
  } catch (error) {
    if (signal.aborted || !isRefusal(error)) throw error;
    return chat;
  }
}
