/**
 * Applies `$select`: keeps the named properties (ignoring case), annotations, and the properties in `always`. A path such as
 * `from/emailAddress` keeps its first property. Without `select`, returns the item unchanged.
 */
export function pickSelected(item: object, select: readonly string[] | undefined, { always = [] as readonly string[] } = {}): object {
  if (!select || select.includes("*")) return item;
  const names = new Set([...select, ...always].map((name) => name.split("/")[0]!.toLowerCase()));
  return Object.fromEntries(
    Object.entries(item).filter(([key]) => key.startsWith("@odata.") || names.has(key.split("@")[0]!.toLowerCase())),
  );
}
