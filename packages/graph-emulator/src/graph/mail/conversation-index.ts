import type { MailMessage } from "./mail-message.ts";

const headerLength = 22;
const replyLength = 5;

type Threaded = Pick<MailMessage, "conversationId" | "conversationIndex" | "receivedDateTime">;

/** The thread index of a message: of a first message made from its conversation and its time. */
export function conversationIndexOf({ conversationIndex: existing, conversationId, receivedDateTime }: Threaded): string {
  if (existing !== undefined) return existing;
  const header = Buffer.alloc(headerLength);
  header[0] = 1;
  header.writeUIntBE(Math.floor(Date.parse(receivedDateTime) / 1000), 1, 5);
  header.write(conversationId.slice(-20), 6, "latin1");
  return header.toString("base64");
}

/** That of an answer: five bytes more. `at` in ms. */
export function replyConversationIndex(original: Threaded, at: number): string {
  const before = Buffer.from(conversationIndexOf(original), "base64");
  const reply = Buffer.alloc(before.length + replyLength);
  before.copy(reply);
  reply.writeUIntBE(Math.floor(at / 1000) % 2 ** 32, before.length, 4);
  reply[reply.length - 1] = (before.length - headerLength) / replyLength;
  return reply.toString("base64");
}
