import { canonicalPropertyId } from "./extended-property-id.ts";
import type { FilterExpression, FilterOperand } from "./parse-filter.ts";

/** Ids of open extensions in a mailbox. */
export const openExtensionPrefix = "microsoft.graph.openTypeExtension.";

/** Returns the name in an id of an open extension. Graph accepts the name in place of the id. */
export const extensionNameOf = (id: string): string => id.replace(/^microsoft\.(graph|outlookservices)\.openTypeExtension\./i, "");

/**
 * Makes a filter compare ids of extended properties and open extensions as Exchange does, and not as text. `list` is the collection that is
 * filtered, and `idPath` the path of its id: `["ep", "id"]` inside `any(ep: …)`. Filters of other collections are returned unchanged.
 *
 * @throws GraphFault 400 for an id that is not one of an extended property.
 */
export function compareIdsOf(list: string, filter: FilterExpression, idPath: readonly string[]): FilterExpression {
  const name = list.toLowerCase();
  if (/^(single|multi)valueextendedproperties$/.test(name)) return mapIdComparisons(filter, idPath, comparePropertyId);
  return name === "extensions" ? mapIdComparisons(filter, idPath, compareExtensionId) : filter;
}

type IdComparison = (id: FilterOperand, text: string) => FilterExpression;

/** Names in ids of extended properties are case-sensitive. Source: singlevaluelegacyextendedproperty-get. */
const comparePropertyId: IdComparison = (id, text) => ({
  kind: "test",
  of: { kind: "function", name: "same", args: [id, { kind: "value", value: canonicalPropertyId(text), type: "String" }] },
});

const compareExtensionId: IdComparison = (id, text) => ({
  kind: "compare",
  op: "eq",
  left: id,
  right: { kind: "value", value: openExtensionPrefix + extensionNameOf(text), type: "String" },
});

function mapIdComparisons(filter: FilterExpression, idPath: readonly string[], compare: IdComparison): FilterExpression {
  switch (filter.kind) {
    case "and":
    case "or":
      return { ...filter, left: mapIdComparisons(filter.left, idPath, compare), right: mapIdComparisons(filter.right, idPath, compare) };
    case "not":
      return { ...filter, of: mapIdComparisons(filter.of, idPath, compare) };
    case "compare": {
      const { op, left, right } = filter;
      if ((op !== "eq" && op !== "ne") || !isPath(left, idPath) || right.kind !== "value" || typeof right.value !== "string") return filter;
      const same = compare(left, right.value);
      return op === "eq" ? same : { kind: "not", of: same };
    }
    default:
      return filter;
  }
}

const isPath = (operand: FilterOperand, path: readonly string[]): boolean =>
  operand.kind === "path" && operand.path.join("/").toLowerCase() === path.join("/").toLowerCase();
