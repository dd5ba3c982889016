import type { MailMessage } from "./mail-message.ts";

const headerLength = 22;
const replyLength = 5;

type Threaded = Pick<MailMessage, "conversationId" | "conversationIndex" | "receivedDateTime">;

/** Returns the conversation index of a message. For a first message, it is derived from the conversation id and the time. */
export function conversationIndexOf({ conversationIndex: existing, conversationId, receivedDateTime }: Threaded): string {
  if (existing !== undefined) return existing;
  const header = Buffer.alloc(headerLength);
  header[0] = 1;
  header.writeUIntBE(Math.floor(Date.parse(receivedDateTime) / 1000), 1, 5);
  header.write(conversationId.slice(-20), 6, "latin1");
  return header.toString("base64");
}

/** Returns the conversation index of a reply, which is five bytes longer. `at` is in milliseconds. */
export function replyConversationIndex(original: Threaded, at: number): string {
  const before = Buffer.from(conversationIndexOf(original), "base64");
  const reply = Buffer.alloc(before.length + replyLength);
  before.copy(reply);
  reply.writeUIntBE(Math.floor(at / 1000) % 2 ** 32, before.length, 4);
  reply[reply.length - 1] = (before.length - headerLength) / replyLength;
  return reply.toString("base64");
}
