import * as z from "zod";
import { messageView } from "./message-view.ts";

const messagePayload = messageView.extend({ origin: z.enum(["casement", "external"]) });

/** Payloads by event name. */
export const chatEvents = { "message-received": messagePayload, "message-sent": messagePayload };
