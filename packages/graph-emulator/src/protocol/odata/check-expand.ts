import { createRefusal } from "../../refusals/create-refusal.ts";
import { GraphFault } from "../graph-fault.ts";
import { castOf, findGraphType, findProperty, type GraphType } from "../types/graph-types.ts";
import type { ExpandOption } from "./odata-query.ts";
import { firstPathOf } from "./parse-filter.ts";

/**
 * The navigation properties that a route expands, each with the nested options that its handler applies, in lowercase: `{ attachments: [],
 * singleValueExtendedProperties: ["filter"] }`. A nested `$select` is applied by `buildEntity` and `buildListPage`.
 */
export type ExpandedProperties = Readonly<Record<string, readonly string[]>>;

export interface ExpandCheck {
  expand: readonly ExpandOption[];
  /** Type of the requested resource, if it is known. */
  type: GraphType | undefined;
  supported: ExpandedProperties;
  /** Whether Microsoft's permission map has this path. */
  isKnownPath(path: string): Promise<boolean>;
}

/**
 * Checks that the route applies every part of `$expand`.
 *
 * @throws GraphFault 400 as Graph does, or 501 for what Graph has and the emulator does not.
 */
export async function checkExpand({ expand, type, supported, isKnownPath }: ExpandCheck): Promise<void> {
  for (const { property, options, filter } of expand) {
    const name = Object.keys(supported).find((known) => known.toLowerCase() === withoutNamespace(property));
    if (name === undefined) {
      if (type) await checkNavigation(property, type, isKnownPath);
      throw notEmulated(property);
    }
    const unsupported = [...options.keys()].find((option) => option !== "select" && !supported[name]!.includes(option));
    if (/ValueExtendedProperties$/.test(name) && (!filter || firstPathOf(filter)?.toLowerCase() !== "id"))
      throw createRefusal("extended-property-expand-filter");
    if (unsupported !== undefined) throw notEmulated(`${property}($${unsupported}=…)`);
  }
}

async function checkNavigation(property: string, start: GraphType, isKnownPath: ExpandCheck["isKnownPath"]): Promise<void> {
  let type: GraphType | undefined = start;
  for (const name of property.split("/")) {
    const cast = castOf(name);
    if (cast !== undefined) {
      type = findGraphType(cast);
      continue;
    }
    if (!type) return;
    const typeName = `microsoft.graph.${type.name}`;
    const found = findProperty(type, name);
    if (found && !found.value && name.toLowerCase() === "photo") throw createRefusal("expand-photo");
    if (found?.value) throw createRefusal("expand-not-navigation", { name, type: typeName });
    // The generated types have all navigation properties except those of users and groups.
    const isKnown = found !== undefined || (/^(user|group)$/.test(type.name) && (await isKnownPath(`/${type.name}s/x/${name}`)));
    if (!isKnown) throw createRefusal("property-unknown-select", { name, type: typeName });
    type = found?.type;
  }
}

const withoutNamespace = (property: string): string => property.toLowerCase().replaceAll(/(microsoft\.)?graph\./g, "");

const notEmulated = (what: string) => new GraphFault(501, "NotEmulated", `The emulator does not have $expand=${what} here.`);
