import { nearestName } from "./nearest-name.ts";

/**
 * A sentence for a name that does not exist: the names that end in it after a `/`, else the nearest one, else all. `known`: names, or addresses
 * of one kind such as `plugin/service`.
 */
export function suggestName(name: string, known: readonly string[]): string {
  const endings = known.filter((each) => each.endsWith(`/${name}`));
  if (endings.length > 0) return `Did you mean ${endings.join(" or ")}?`;
  const nearest = nearestAddress(name, known);
  return nearest === undefined ? `Available: ${known.join(", ") || "none"}.` : `Did you mean ${nearest}?`;
}

/** Compares addresses part by part from the end, so that a long common beginning does not make two of them similar. */
function nearestAddress(name: string, known: readonly string[]): string | undefined {
  const lastPart = name.split("/").at(-1)!;
  const start = name.slice(0, -lastPart.length);
  const siblings = known.filter((each) => start !== "" && each.startsWith(start)).map((each) => each.slice(start.length));
  if (siblings.length > 0) {
    const nearest = nearestName(lastPart, siblings);
    return nearest === undefined ? undefined : start + nearest;
  }
  return nearestName(name, known) ?? known.find((each) => nearestName(lastPart, [each.split("/").at(-1)!]) !== undefined);
}
