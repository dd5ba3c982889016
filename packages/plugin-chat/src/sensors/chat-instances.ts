import type { CallContext, SensorInstance } from "@casement/core";
import { type ChatView, toChat } from "../chat-item.ts";
import { newestFirst } from "../chat-paths.ts";
import type { Config } from "../config.ts";
import type { GraphChat } from "../graph-types.ts";

/** What discovery knows of the chats. */
export interface About {
  chats: ChatView[];
  truncated: boolean;
  /** Milliseconds since 1970. */
  readAt: number;
}

const terms = "Microsoft's terms allow polling Teams chats once a day at most.";

/** The one sensor, with the chats and their members as they are at start, once a day and on rescan. */
export async function chatInstances({ config, graph, account, log, now }: CallContext<Config>): Promise<readonly SensorInstance[]> {
  log.info(
    config.poll === undefined
      ? `New messages are looked for at start, once a day and after sending: ${terms} \`poll\` in the configuration sets an interval of your own.`
      : `Chats are looked at every ${config.poll}, as \`poll\` in the configuration says. ${terms}`,
  );
  const chats: ChatView[] = [];
  const query = { ...newestFirst, $expand: "members,lastMessagePreview", $top: 50 };
  let truncated = false;
  for await (const chat of graph.pages<GraphChat>("/me/chats", { query })) {
    truncated = chats.length === config.maxItems;
    if (truncated) break;
    chats.push(toChat(chat, account));
  }
  const viewData: About = { chats, truncated, readAt: now().getTime() };
  return [{ id: "chat", title: "Chat", viewData }];
}
