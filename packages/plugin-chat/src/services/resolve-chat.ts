import { invalidInput, type ServiceCall } from "@casement/core";
import type { ChatView } from "../chat-view.ts";
import type { ChatFeedItem } from "../feeds/chat-feed-item.ts";
import type { ChatListing } from "../sensors/chat-instances.ts";

/** "19:…@thread.v2", "19:…@unq.gbl.spaces", "48:notes". */
const idPattern = /^\d+:/;

/** A chat, or the notes to oneself, that somebody named. `title` is undefined if an ID was given. */
export interface ResolvedChat {
  readonly id: string;
  readonly title: string | undefined;
}

/**
 * The chat that an input names: by ID, by its topic, or by the name or address of the other person. Names are looked up among the chats that are
 * kept here, without a request. The whole name comes before a part of it.
 *
 * @throws CasementError `input-invalid` when no chat, or more than one, has the name. The error does not quote it.
 */
export function resolveChat(call: Pick<ServiceCall, "targets" | "stored">, given: string): ResolvedChat {
  if (idPattern.test(given)) return { id: given, title: undefined };
  const chats = [...knownChats(call).values()];
  const wanted = foldCase(given.trim());
  const groups: ((chat: KnownChat) => boolean)[] = [
    ({ emails }) => emails.includes(wanted),
    ({ title, topic }) => foldCase(topic ?? title) === wanted,
    ({ type, title }) => type === "oneOnOne" && foldCase(title).split(/\s+/).includes(wanted),
  ];
  for (const matches of groups) {
    const found = chats.filter(matches);
    const [only, second] = found;
    if (second)
      throw invalidInput("chat", `is not clear: ${found.length} chats have this name. Use an ID; list-chats finds it with \`search\``);
    if (only) return { id: only.id, title: only.title };
  }
  throw invalidInput(
    "chat",
    "is neither the ID of a chat nor a name that is known here. list-chats shows the IDs, and create-chat starts a chat with a person",
  );
}

/** The addresses of the other person of a chat of two, as far as they are known here. Empty for groups. */
export const membersOf = (call: Pick<ServiceCall, "targets" | "stored">, id: string): readonly string[] => {
  const chat = knownChats(call).get(id);
  return chat?.type === "oneOnOne" ? chat.emails : [];
};

/** `emails`: of the other person of a chat of two, in lower case. */
type KnownChat = ChatView & { readonly emails: readonly string[] };

function knownChats({ targets, stored }: Pick<ServiceCall, "targets" | "stored">): ReadonlyMap<string, KnownChat> {
  const chats = new Map<string, KnownChat>();
  for (const { viewData } of targets) {
    const { chats: listed, emails = {} } = viewData as ChatListing;
    for (const chat of listed) chats.set(chat.id, { ...chat, emails: emails[chat.id] ?? [] });
  }
  for (const items of stored("messages").values())
    for (const item of (items as ReadonlyMap<string, ChatFeedItem>).values())
      if (item.kind === "chat" && item.members.length > 0) chats.set(item.id, { ...item, emails: chats.get(item.id)?.emails ?? [] });
  return chats;
}

const foldCase = (text: string): string => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
