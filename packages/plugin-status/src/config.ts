import * as z from "zod";

const user = z.string().min(1).describe("Principal name, mail address or object ID");

/** The `status` block of an account. */
export const statusConfig = z.strictObject({
  own: z.boolean().default(true).describe("Show your own presence"),
  people: z
    .array(z.union([user, z.strictObject({ user, name: z.string().min(1).optional().describe("Title of the sensor") })]))
    .default([])
    .describe("Other people whose presence to show. Requires Presence.Read.All and User.ReadBasic.All"),
  readForOthers: z
    .boolean()
    .default(false)
    .describe("Read the presence of all accounts of your organization with this account, in one request. Requires Presence.Read.All"),
});
export type StatusConfig = z.output<typeof statusConfig>;

export interface PersonConfig {
  readonly user: string;
  readonly name?: string | undefined;
}

export const peopleOf = ({ people }: StatusConfig): PersonConfig[] =>
  people.map((entry) => (typeof entry === "string" ? { user: entry } : entry));
export const readsForOthers = ({ readForOthers }: StatusConfig): boolean => readForOthers;
export const watchesOthers = ({ people }: StatusConfig): boolean => people.length > 0;
