import type { CallContext, SensorInstance } from "@casement/core";
import { newestFirst } from "../chat-paths.ts";
import { type ChatView, toChatView } from "../chat-view.ts";
import type { ChatConfig } from "../config.ts";
import { readGraphChat } from "../graph-types.ts";

/** The list of chats with their members, as discovery reads it. */
export interface ChatListing {
  readonly chats: readonly ChatView[];
  /** Whether there are more chats. */
  readonly truncated: boolean;
  /** The address of the other person, in lower case, by the ID of a chat of two. */
  readonly emails?: Readonly<Record<string, readonly string[]>>;
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
      ? `New messages are read when Microsoft reports them, which needs \`notifications\` in the configuration; otherwise only at start, once a day and after sending. ${terms} To set another interval, use \`poll\`.`
      : `New messages are read every ${config.poll}, as set in \`poll\`. ${terms}`,
  );
  const chats: ChatView[] = [];
  const emails: Record<string, string[]> = {};
  const query = { ...newestFirst, $expand: "members,lastMessagePreview", $top: 50 };
  let truncated = false;
  for await (const received of graph.pages<unknown>("/me/chats", { query })) {
    const chat = readGraphChat(received);
    if (!chat) {
      log.warn("Skipped a chat without an ID.");
      continue;
    }
    truncated = chats.length === config.maxItems;
    if (truncated) break;
    chats.push(toChatView(chat, account));
    const others = (chat.members ?? []).filter(({ userId }) => userId !== account.id);
    if (chat.chatType === "oneOnOne") emails[chat.id] = others.flatMap(({ email }) => (email ? [email.toLowerCase()] : []));
  }
  return [{ id: "chat", title: "Chat", viewData: { chats, truncated, emails, readAt: now().getTime() } }];
}
