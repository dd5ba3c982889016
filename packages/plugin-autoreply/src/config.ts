import * as z from "zod";

/** The `autoreply` block of an account. */
export const autoreplyConfig = z.strictObject({
  defaultText: z
    .string()
    .min(1)
    .optional()
    .describe("Text for everyone, for when automatic replies are turned on without a text and the mailbox has none yet"),
});
