import * as z from "zod";

const user = z.string().min(1).describe("Principal name, mail address or object id");

/** The `status` block of an account. */
export const config = z.strictObject({
  own: z.boolean().default(true).describe("Show your own presence"),
  people: z
    .array(z.union([user, z.strictObject({ user, name: z.string().min(1).optional().describe("Title of the sensor") })]))
    .default([])
    .describe("Whose presence to show besides; needs Presence.Read.All and User.ReadBasic.All"),
});
export type Config = z.output<typeof config>;

export interface PersonConfig {
  user: string;
  name?: string | undefined;
}

export const peopleOf = ({ people }: Config): PersonConfig[] =>
  people.map((entry) => (typeof entry === "string" ? { user: entry } : entry));
export const watchesOthers = ({ people }: Config): boolean => people.length > 0;
