import * as z from "zod";

/** Which contents of messages a service returns. */
export const shownContentsFields = {
  body: z.enum(["none", "text", "html"]).default("none").meta({ "x-group": "More" }),
  preview: z.boolean().default(false).meta({ "x-group": "More" }),
  attachments: z.boolean().default(false).meta({ description: "Names of the attachments", "x-group": "More" }),
  inlineAttachments: z
    .boolean()
    .default(false)
    .meta({ title: "Pictures in the text", description: "Names of the pictures in the text", "x-group": "More" }),
};
