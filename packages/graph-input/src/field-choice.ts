import * as z from "zod";

/** An input with which callers choose the properties of listed items. `names`: what there is. `unasked`: what is left out unless it is named. */
export function fieldChoice(names: readonly string[], unasked: readonly string[]): z.ZodOptional<z.ZodArray<z.ZodString>> {
  const error = `must be names of properties: ${names.join(", ")}`;
  return z
    .array(z.string())
    .min(1)
    .refine((given) => given.every((name) => names.includes(name)), { error })
    .optional()
    .meta({
      description: `Properties to return besides id. Default: all but ${unasked.join(", ")}`,
      "x-aliases": ["select", "properties"],
      "x-group": "More",
    });
}

/** An item with its `id` and the properties that were chosen with `fieldChoice`. */
export function chooseFields<T extends { readonly id: string }>(
  item: T,
  fields: readonly string[] | undefined,
  unasked: readonly string[],
): Partial<T> & { id: string } {
  const isChosen = (name: string): boolean => (fields === undefined ? !unasked.includes(name) : name === "id" || fields.includes(name));
  return Object.fromEntries(Object.entries(item).filter(([name]) => isChosen(name))) as Partial<T> & { id: string };
}
