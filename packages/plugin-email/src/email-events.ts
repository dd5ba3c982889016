import * as z from "zod";
import { messageImportance } from "./message-choices.ts";

const origin = z.enum(["casement", "external"]);
const commonFields = {
  conversationId: z.string().optional().describe("If a sensor shows the message"),
  webLink: z.string().optional().describe("If a sensor shows the message"),
  subject: z.string(),
};

/** Payloads by event name. */
export const emailEvents = {
  "message-received": z.object({
    id: z.string().describe("Does not change when the message is moved"),
    ...commonFields,
    folder: z.string().describe("ID of the folder"),
    from: z.object({ name: z.string().optional(), address: z.string().optional() }),
    receivedDateTime: z.string(),
    isRead: z.boolean(),
    hasAttachments: z.boolean(),
    importance: messageImportance,
    preview: z.string().optional().meta({ description: "If a sensor with `preview` shows the message", "x-private": true }),
    origin,
  }),
  "message-sent": z.object({
    id: z.string().optional().describe("With `sentItems`, or if the message was sent from a draft"),
    ...commonFields,
    to: z.array(z.string()).describe("Addresses in To and Cc"),
    sentDateTime: z.string(),
    origin,
  }),
};
