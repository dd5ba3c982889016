import { service } from "@casement/core";
import { readUserNames } from "@casement/graph-text";
import * as z from "zod";

export const createChat = service({
  title: "Start a chat",
  summary: "Start a Teams chat, or find the existing chat with one person.",
  input: z.object({
    members: z
      .array(z.string().min(1).meta({ format: "casement-addresses" }))
      .min(1)
      .max(200)
      .transform((texts, context) => {
        const read = readUserNames(texts);
        if ("users" in read) return read.users;
        const { index = 0, message } = read.mistake;
        context.addIssue({ code: "custom", path: [index], message, params: { rule: "format" } });
        return z.NEVER;
      })
      .meta({
        description: "Principal names or object IDs of the other members",
        format: "casement-addresses",
        "x-aliases": ["people", "users", "participants"],
      }),
    topic: z
      .string()
      .min(1)
      .max(250)
      .optional()
      .meta({ description: "Makes it a group chat", "x-aliases": ["title"] }),
  }),
  output: z.object({ id: z.string(), type: z.string(), topic: z.string().optional() }),
  scope: "Chat.Create",
  touches: ["messages"],
  effect: "add",
  reachesOthers: true,
  item: { of: "chat", does: "add" },
  async run({ account, graph, input: { members, topic } }) {
    const { mail } = await graph.get<{ mail?: unknown }>("/me", { query: { $select: "mail" } });
    const self = [account.id, account.username, String(mail)].map((name) => name.toLowerCase());
    const others = members.filter((member) => !self.includes(member.toLowerCase()));
    // Graph returns the existing chat of two people instead of creating another one.
    const chatType = others.length === 1 && topic === undefined ? "oneOnOne" : "group";
    const chat = await graph.send<{ id: string; chatType?: string; topic?: string | null }>("POST", "/chats", {
      chatType,
      ...(topic !== undefined && { topic }),
      members: [account.id, ...others].map((user) => ({
        "@odata.type": "#microsoft.graph.aadUserConversationMember",
        roles: ["owner"],
        "user@odata.bind": `https://graph.microsoft.com/v1.0/users('${user.replaceAll("'", "''")}')`,
      })),
    });
    return { id: chat.id, type: chat.chatType ?? chatType, ...(chat.topic && { topic: chat.topic }) };
  },
});
