import { chatPath } from "../chat-paths.ts";
import type { GraphMember } from "../graph-types.ts";
import { escaped } from "../message-item.ts";
import { invalid, type ServiceCall } from "./service-call.ts";

interface Message {
  chat: string;
  message: string;
  contentType: "text" | "html";
  mentions: readonly string[];
}

/** The body and the mentions of a message, by the members of its chat. Mentions need HTML. */
export async function withMentions({ graph, input }: ServiceCall<Message>): Promise<{ body: object; mentions: object[] }> {
  const { value: members } = await graph.get<{ value: GraphMember[] }>(`${chatPath(input.chat)}/members`);
  let html = input.contentType === "html" ? input.message : escaped(input.message).replaceAll("\n", "<br>");
  const mentions = input.mentions.map((wanted, id) => {
    const member = memberOf(members, wanted);
    if (!member?.userId) throw invalid(`mentions.${id}`, "is nobody in this chat; give the name, the mail address or the id of a member");
    const name = member.displayName ?? wanted;
    const marker = `<at id="${id}">${escaped(name)}</at>`;
    const spoken = [`@${escaped(name)}`, `@${escaped(wanted)}`].find((text) => html.includes(text));
    if (spoken) html = html.replace(spoken, () => marker);
    else if (!html.includes(`<at id="${id}">`)) html = `${marker} ${html}`;
    return { id, mentionText: name, mentioned: { user: { id: member.userId, displayName: name, userIdentityType: "aadUser" } } };
  });
  return { body: { contentType: "html", content: html }, mentions };
}

function memberOf(members: readonly GraphMember[], wanted: string): GraphMember | undefined {
  const lower = wanted.toLowerCase();
  const by = (read: (member: GraphMember) => string | null | undefined) => members.find((member) => read(member)?.toLowerCase() === lower);
  return by(({ userId }) => userId) ?? by(({ email }) => email) ?? by(({ displayName }) => displayName);
}
