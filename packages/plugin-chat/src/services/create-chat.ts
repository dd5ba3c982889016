import * as z from "zod";
import type { GraphChat } from "../graph-types.ts";
import type { ServiceCall } from "./service-call.ts";

export const createChatInput = z.object({
  members: z.array(z.string().min(1)).min(1).max(200).describe("Besides you: principal names or object ids"),
  topic: z.string().min(1).max(250).optional().describe("Of a group"),
});
export const createChatOutput = z.object({ id: z.string(), type: z.string(), topic: z.string().optional() });

/** With one other and no topic the chat of two people, which is given back where it exists; else a new group. */
export async function createChat(call: ServiceCall<z.output<typeof createChatInput>>): Promise<z.output<typeof createChatOutput>> {
  const { account, graph, input } = call;
  const others = input.members.filter(
    (member) => ![account.id, account.username].some((own) => own.toLowerCase() === member.toLowerCase()),
  );
  const chatType = others.length === 1 && input.topic === undefined ? "oneOnOne" : "group";
  const made = await graph.send<GraphChat>("POST", "/chats", {
    chatType,
    ...(input.topic !== undefined && { topic: input.topic }),
    members: [account.id, ...others].map((user) => ({
      "@odata.type": "#microsoft.graph.aadUserConversationMember",
      roles: ["owner"],
      "user@odata.bind": `https://graph.microsoft.com/v1.0/users('${user.replaceAll("'", "''")}')`,
    })),
  });
  return { id: made.id, type: made.chatType ?? chatType, ...(made.topic && { topic: made.topic }) };
}
