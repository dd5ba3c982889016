import { service } from "@casement/core";
import * as z from "zod";
import { listMemberGroups } from "../member-groups.ts";

const group = z.object({
  id: z.string(),
  name: z.string(),
  mail: z.string().optional(),
  description: z.string().optional(),
  visibility: z.string().optional().describe("Public or Private"),
});

export const listGroups = service({
  title: "List your groups",
  summary: "List the Microsoft 365 groups that you are a member of.",
  input: z.object({}),
  output: z.object({ groups: z.array(group).describe("Ordered by name. Each ID, name or address can be `group` in the configuration") }),
  scope: "Group.Read.All",
  effect: "read",
  async run({ graph }) {
    const groups = (await listMemberGroups(graph)).map(({ id, displayName, mail, description, visibility }) => ({
      id,
      name: displayName ?? "",
      ...(mail ? { mail } : {}),
      ...(description ? { description } : {}),
      ...(visibility ? { visibility } : {}),
    }));
    return { groups: groups.sort((a, b) => a.name.localeCompare(b.name)) };
  },
});
