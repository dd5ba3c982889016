import { matchesFilter } from "../../protocol/odata/evaluate-filter.ts";
import { isMultiValueId } from "../../protocol/odata/extended-property-id.ts";
import type { GraphRequest } from "../../protocol/route.ts";
import { type ItemExtensions, noExtensions, presentOpenExtension } from "./item-extensions.ts";

/** What `$expand` may name for items with extended properties. */
export const extendedPropertyExpand = { singleValueExtendedProperties: ["filter"], multiValueExtendedProperties: ["filter"] } as const;
/** The same for items that also have open extensions. */
export const extensionExpand = { ...extendedPropertyExpand, extensions: ["filter"] } as const;

export interface ExtendedItem {
  extensions?: ItemExtensions | undefined;
  /** MAPI properties that Exchange itself keeps of such an item, by canonical id. */
  builtIn?: Readonly<Record<string, string>>;
}

interface ExtendedProperty {
  id: string;
  value: string | readonly string[];
}

type ListName = keyof typeof extensionExpand;

function listOf(name: ListName, { extensions = noExtensions, builtIn = {} }: ExtendedItem): readonly object[] {
  if (name === "extensions") return Object.keys(extensions.open).map((key) => presentOpenExtension(extensions, key));
  const multi = name === "multiValueExtendedProperties";
  return Object.entries({ ...builtIn, ...extensions.properties })
    .filter(([id]) => isMultiValueId(id) === multi)
    .map(([id, value]): ExtendedProperty => ({ id, value }));
}

/** The item as `$filter` sees it: `singleValueExtendedProperties/any(ep: …)`. The lists are made only for a filter that reads them. */
export function withQueryableExtensions(presented: object, item: () => ExtendedItem): object {
  const lists = {
    get singleValueExtendedProperties() {
      return listOf("singleValueExtendedProperties", item());
    },
    get multiValueExtendedProperties() {
      return listOf("multiValueExtendedProperties", item());
    },
    get extensions() {
      return listOf("extensions", item());
    },
  };
  return Object.assign(lists, presented);
}

/** Presents what the client expands: the extended properties that its filter names, and open extensions. */
export function presentExtensions({ query }: Pick<GraphRequest, "query">, item: () => ExtendedItem): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const { property, filter } of query.expand) {
    const name = (Object.keys(extensionExpand) as ListName[]).find((known) => known.toLowerCase() === property.toLowerCase());
    if (name === undefined) continue;
    const found = listOf(name, item()).filter((entry) => !filter || matchesFilter(filter, entry));
    if (found.length > 0 || name === "extensions") shown[name] = found;
  }
  return shown;
}
