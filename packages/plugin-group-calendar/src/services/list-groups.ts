import type { CallContext } from "@casement/core";
import * as z from "zod";
import type { Config } from "../config.ts";
import { ownGroups } from "../own-groups.ts";

export const listGroupsInput = z.object({});

const group = z.object({
  id: z.string(),
  name: z.string(),
  mail: z.string().optional(),
  description: z.string().optional(),
  visibility: z.string().optional().describe("Public or Private"),
});
export const listGroupsOutput = z.object({ groups: z.array(group).describe("By name: what can stand as `group` in the config") });

/** The groups with a calendar that you are a member of. */
export async function listGroups({ graph }: CallContext<Config>): Promise<z.output<typeof listGroupsOutput>> {
  const groups = (await ownGroups(graph)).map(({ id, displayName, mail, description, visibility }) => ({
    id,
    name: displayName ?? "",
    ...(mail ? { mail } : {}),
    ...(description ? { description } : {}),
    ...(visibility ? { visibility } : {}),
  }));
  return { groups: groups.sort((a, b) => a.name.localeCompare(b.name)) };
}
