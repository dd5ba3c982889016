import * as z from "zod";
import { automaticReplies } from "./automatic-replies.ts";

/** Without the texts: an event log has more readers than the sensor. */
const repliesWithoutTexts = automaticReplies.omit({ internalReply: true, externalReply: true });

/** Payloads by event name. */
export const autoreplyEvents = {
  changed: z.object({
    before: repliesWithoutTexts,
    after: repliesWithoutTexts,
    textsChanged: z.boolean(),
    origin: z.enum(["casement", "external"]),
  }),
};
