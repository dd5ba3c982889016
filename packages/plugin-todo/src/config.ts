import * as z from "zod";

const hours = z
  .number()
  .int()
  .min(-24 * 3660)
  .max(24 * 3660);

const filter = {
  showCompleted: z.boolean().optional().describe("List finished tasks too, after the open ones"),
  dueStartOffset: hours.optional().describe("Only tasks due on or after the day this many hours from now (may be negative)"),
  dueEndOffset: hours.optional().describe("Only tasks due on or before the day this many hours from now"),
  sort: z.enum(["due", "created", "importance", "title"]).optional().describe("Order of `tasks`: due unless given"),
  maxItems: z.number().int().min(1).max(1000).optional().describe("Most entries in `tasks`; 100 unless given"),
  details: z.boolean().optional().describe("Read checklists and linked resources as well: one more request per changed task"),
};

const list = z.strictObject({
  list: z.string().min(1).describe("Name or id of the list"),
  name: z.string().min(1).optional().describe("Title of the sensor; several entries may show one list"),
  track: z.boolean().optional().describe("false: no sensor for this list"),
  ...filter,
});

/** The `todo` block of an account. The filters at the top hold for every list; an entry in `lists` overrides them for its own. */
export const todoConfig = z.strictObject({
  track: z
    .union([z.boolean(), z.enum(["all", "none"]), z.array(z.string().min(1))])
    .default("all")
    .describe("Which discovered lists become sensors: all, none, or these names and ids"),
  lists: z.array(list).default([]),
  ...filter,
});

export type TodoConfig = z.output<typeof todoConfig>;
export type ListConfig = TodoConfig["lists"][number];
export type TaskFilter = Pick<ListConfig, keyof typeof filter>;

/** An entry's filters over the block's. */
export function taskFilterOf(block: TodoConfig, entry: TaskFilter = {}): TaskFilter {
  const merged: Record<string, unknown> = {};
  for (const key of Object.keys(filter) as (keyof TaskFilter)[]) {
    const value = entry[key] ?? block[key];
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}
