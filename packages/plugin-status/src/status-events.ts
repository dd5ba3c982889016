import * as z from "zod";
import { presenceSchema } from "./presence.ts";

/** Payloads by event name. */
export const statusEvents = {
  "presence-changed": z.object({
    userId: z.string().describe("Object ID"),
    name: z.string().describe("Title of the sensor"),
    own: z.boolean().describe("Whether it is your own presence"),
    before: presenceSchema,
    after: presenceSchema,
    origin: z.enum(["casement", "external"]),
  }),
};
