import * as z from "zod";

/** The `autoreply` block of an account. */
export const config = z.strictObject({
  defaultText: z
    .string()
    .min(1)
    .optional()
    .describe("Answer to everybody for when automatic replies are switched on and there is no text yet, as a switch does"),
});
export type Config = z.output<typeof config>;
