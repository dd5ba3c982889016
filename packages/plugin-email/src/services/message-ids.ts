import * as z from "zod";

export const id = z.string().min(1).describe("Message id");
export const ids = z.union([id, z.array(id).min(1).max(500)]).describe("Message id, or a list of them");

/** Each once. */
export const idList = (given: z.output<typeof ids>): string[] => [...new Set(typeof given === "string" ? [given] : given)];

export const acted = z.object({ ids: z.array(z.string()) });
