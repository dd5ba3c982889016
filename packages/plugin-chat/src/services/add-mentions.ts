import { type Graph, invalidInput } from "@casement/core";
import { chatPath } from "../chat-paths.ts";
import { escapeHtml } from "../escape-html.ts";
import { type GraphMember, readGraphMembers } from "../graph-types.ts";

interface MessageWithMentions {
  readonly chat: string;
  readonly message: string;
  readonly contentType: "text" | "html";
  /** Names, mail addresses or object IDs of members. */
  readonly mentions: readonly string[];
}

/** Builds the body and the mentions of a message in Graph's form. A body with mentions is always HTML. */
export async function addMentions(
  graph: Graph,
  { chat, message, contentType, mentions }: MessageWithMentions,
): Promise<{ body: { contentType: "html"; content: string }; mentions: object[] }> {
  const members = readGraphMembers((await graph.get<{ value?: unknown }>(`${chatPath(chat)}/members`)).value);
  let content = contentType === "html" ? message : escapeHtml(message).replaceAll("\n", "<br>");
  const graphMentions = mentions.map((mention, id) => {
    const member = findMember(members, mention);
    if (!member?.userId)
      throw invalidInput(`mentions.${id}`, "is not a member of this chat. Give a member's name, mail address or object ID");
    const name = member.displayName ?? mention;
    const tag = `<at id="${id}">${escapeHtml(name)}</at>`;
    const inMessage = [`@${escapeHtml(name)}`, `@${escapeHtml(mention)}`].find((text) => content.includes(text));
    if (inMessage) content = content.replace(inMessage, () => tag);
    else if (!content.includes(`<at id="${id}">`)) content = `${tag} ${content}`;
    return { id, mentionText: name, mentioned: { user: { id: member.userId, displayName: name, userIdentityType: "aadUser" } } };
  });
  return { body: { contentType: "html", content }, mentions: graphMentions };
}

function findMember(members: readonly GraphMember[], mention: string): GraphMember | undefined {
  const lower = mention.toLowerCase();
  const findBy = (property: keyof GraphMember) => members.find((member) => member[property]?.toLowerCase() === lower);
  return findBy("userId") ?? findBy("email") ?? findBy("displayName");
}
