import * as z from "zod";

const hours = z
  .number()
  .int()
  .min(-24 * 3660)
  .max(24 * 3660);

const filterFields = {
  showCompleted: z.boolean().optional().describe("Also list completed tasks, after the open ones"),
  dueStartOffset: hours.optional().describe("List only tasks that are due on or after the day this many hours from now; can be negative"),
  dueEndOffset: hours.optional().describe("List only tasks that are due on or before the day this many hours from now; can be negative"),
  sort: z.enum(["due", "created", "importance", "title"]).optional().describe("Order of `tasks`. Default: due"),
  maxItems: z.number().int().min(1).max(1000).optional().describe("Maximum number of entries in `tasks`. Default: 100"),
  details: z.boolean().optional().describe("Also read checklists and linked resources: one more request per changed task"),
};

const list = z.strictObject({
  list: z.string().min(1).describe("Name or ID of the list"),
  name: z.string().min(1).optional().describe("Title of the sensor; several entries can show the same list"),
  track: z.boolean().optional().describe("false: no sensor for this list"),
  ...filterFields,
});

/** The `todo` block of an account. The filters at the top apply to every list. An entry in `lists` overrides them for its list. */
export const todoConfig = z.strictObject({
  track: z
    .union([z.boolean(), z.enum(["all", "none"]), z.array(z.string().min(1))])
    .default("all")
    .describe("Which discovered lists become sensors: all, none, or these names and IDs"),
  lists: z.array(list).default([]),
  ...filterFields,
});

export type TodoConfig = z.output<typeof todoConfig>;
export type ListConfig = TodoConfig["lists"][number];
export type TaskFilter = Pick<ListConfig, keyof typeof filterFields>;

/** The filters of an entry, with those of the block as defaults. */
export function taskFilterOf(block: TodoConfig, entry: TaskFilter = {}): TaskFilter {
  const merged: Record<string, unknown> = {};
  for (const key of Object.keys(filterFields) as (keyof TaskFilter)[]) {
    const value = entry[key] ?? block[key];
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}
