/**
 * `$select`: keeps the named properties (in any case) and annotations, and what is in `always`. A path such as `from/emailAddress`
 * keeps its first property. Without `select` the item stays as it is.
 */
export function pickSelected(item: object, select: readonly string[] | undefined, { always = [] as readonly string[] } = {}): object {
  if (!select || select.includes("*")) return item;
  const names = new Set([...select, ...always].map((name) => name.split("/")[0]!.toLowerCase()));
  return Object.fromEntries(
    Object.entries(item).filter(([key]) => key.startsWith("@odata.") || names.has(key.split("@")[0]!.toLowerCase())),
  );
}
