import * as z from "zod";
import { importance } from "./choices.ts";

const origin = z.enum(["casement", "external"]);
const about = {
  conversationId: z.string().optional().describe("Where a sensor shows the message"),
  webLink: z.string().optional().describe("Where a sensor shows the message"),
  subject: z.string(),
};

export const events = {
  "message-received": z.object({
    id: z.string().describe("Stays the same when the message is moved"),
    ...about,
    folder: z.string().describe("Id of the folder"),
    from: z.object({ name: z.string().optional(), address: z.string().optional() }),
    receivedDateTime: z.string(),
    isRead: z.boolean(),
    hasAttachments: z.boolean(),
    importance,
    preview: z.string().optional().describe("Where a sensor with `preview` shows the message"),
    origin,
  }),
  "message-sent": z.object({
    id: z.string().optional().describe("With `sentItems`, or when it was sent from a draft"),
    ...about,
    to: z.array(z.string()).describe("Addresses in To and Cc"),
    sentDateTime: z.string(),
    origin,
  }),
};
