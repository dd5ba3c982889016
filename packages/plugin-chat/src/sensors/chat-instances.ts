import type { CallContext, SensorInstance } from "@casement/core";
import { newestFirst } from "../chat-paths.ts";
import { type ChatView, toChatView } from "../chat-view.ts";
import type { ChatConfig } from "../config.ts";
import type { GraphChat } from "../graph-types.ts";

/** The list of chats with their members, as discovery reads it. */
export interface ChatListing {
  readonly chats: readonly ChatView[];
  /** Whether there are more chats. */
  readonly truncated: boolean;
  /** Milliseconds since 1970. */
  readonly readAt: number;
}

// https://learn.microsoft.com/graph/api/resources/teams-api-overview#polling-requirements
const terms = "Microsoft's terms allow polling Teams chats only once a day.";

/** The only sensor. Its list of chats is read at start, once a day and on rescan. */
export async function chatInstances(call: CallContext<ChatConfig>): Promise<readonly SensorInstance<undefined, ChatListing>[]> {
  const { config, graph, account, log, now } = call;
  log.info(
    config.poll === undefined
      ? `New messages are read at start, once a day and after sending. ${terms} To set another interval, use \`poll\`.`
      : `New messages are read every ${config.poll}, as set in \`poll\`. ${terms}`,
  );
  const chats: ChatView[] = [];
  const query = { ...newestFirst, $expand: "members,lastMessagePreview", $top: 50 };
  let truncated = false;
  for await (const chat of graph.pages<GraphChat>("/me/chats", { query })) {
    truncated = chats.length === config.maxItems;
    if (truncated) break;
    chats.push(toChatView(chat, account));
  }
  return [{ id: "chat", title: "Chat", viewData: { chats, truncated, readAt: now().getTime() } }];
}
