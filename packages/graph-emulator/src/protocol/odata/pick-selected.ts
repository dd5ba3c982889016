import { propertiesOf } from "../properties-of.ts";
import type { ExpandOption, ODataQuery } from "./odata-query.ts";

/**
 * Applies `$select`: keeps the named properties (ignoring case), annotations, and the properties in `always`. A path such as
 * `from/emailAddress` keeps its first property. Without `select`, returns the item unchanged.
 */
export function pickSelected(item: object, select: readonly string[] | undefined, { always = [] as readonly string[] } = {}): object {
  if (!select || select.includes("*")) return item;
  const names = new Set([...select, ...always].map((name) => propertyNameOf(name)));
  return Object.fromEntries(
    Object.entries(item).filter(([key]) => key.startsWith("@odata.") || names.has(key.split("@")[0]!.toLowerCase())),
  );
}

/** Applies `$select`, and the `$select` inside `$expand`. What a client expands is always sent. */
export function pickQueried(item: object, { select, expand }: Pick<ODataQuery, "select" | "expand">, always: readonly string[]): object {
  const picked = pickSelected(item, select, { always: [...always, ...expand.map(({ property }) => property.split("/").at(-1)!)] });
  return expand.reduce(pickExpanded, picked);
}

function pickExpanded(item: object, { property, options }: ExpandOption): object {
  const select = options.get("select")?.split(",");
  const key = Object.keys(item).find((name) => name.toLowerCase() === property.split("/").at(-1)!.toLowerCase());
  if (!select || key === undefined) return item;
  const value = propertiesOf(item)[key];
  const pick = (part: unknown) => pickSelected(propertiesOf(part), select, { always: ["id"] });
  return { ...item, [key]: Array.isArray(value) ? value.map(pick) : value === null ? null : pick(value) };
}

/** Returns the property of a path, without a cast before it. */
function propertyNameOf(path: string): string {
  const [first = "", ...rest] = path.trim().split("/");
  return (/^(microsoft\.)?graph\./i.test(first) ? (rest[0] ?? "") : first).toLowerCase();
}
