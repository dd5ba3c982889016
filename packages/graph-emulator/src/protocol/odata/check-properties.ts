import { createRefusal } from "../../refusals/create-refusal.ts";
import { castOf, findGraphType, findProperty, type GraphProperty, type GraphType } from "../types/graph-types.ts";
import { checkComparison } from "./check-comparison.ts";
import type { ODataQuery } from "./odata-query.ts";
import type { FilterExpression, FilterOperand } from "./parse-filter.ts";

const noProperty: GraphProperty = { type: undefined, value: undefined };

/** Types of the variables in `any` and `all`. Undefined for primitive values. */
type Variables = Readonly<Record<string, GraphType | undefined>>;
type QueryPart = "select" | "filter" | "orderby";

/**
 * Checks that the type has every property in `$select`, `$filter`, and `$orderby`, at every level, that `$filter` compares values of the same type,
 * and that `$orderby` names single values.
 *
 * @throws GraphFault 400 otherwise.
 */
export function checkProperties({ select, filter, orderBy }: ODataQuery, type: GraphType): void {
  for (const path of select ?? []) if (path !== "*") resolvePath(path.split("/"), type, "select");
  for (const { path } of orderBy) {
    const property = resolvePath(path.split("/"), type, "orderby");
    if (property.type || property.value?.isCollection) throw createRefusal("orderby-not-single");
  }
  if (filter) checkFilter(filter, type, {});
}

function checkFilter(filter: FilterExpression, type: GraphType, variables: Variables): void {
  switch (filter.kind) {
    case "and":
    case "or":
      for (const side of [filter.left, filter.right]) checkFilter(side, type, variables);
      break;
    case "not":
      checkFilter(filter.of, type, variables);
      break;
    case "compare": {
      const { value, type: complexType } = checkOperand(filter.left, type, variables);
      checkOperand(filter.right, type, variables);
      if (value) checkComparison(filter.op, value, complexType !== undefined, filter.right);
      break;
    }
    case "in": {
      const { value, type: complexType } = checkOperand(filter.left, type, variables);
      if (value) for (const literal of filter.values) checkComparison("eq", value, complexType !== undefined, literal);
      break;
    }
    case "test":
      checkOperand(filter.of, type, variables);
      break;
    case "any":
    case "all": {
      const element = resolveOperandPath(filter.path, type, variables).type;
      if (filter.condition) checkFilter(filter.condition, type, { ...variables, [filter.variable]: element });
    }
  }
}

/** Returns the property that the operand is. */
function checkOperand(operand: FilterOperand, type: GraphType, variables: Variables): GraphProperty {
  if (operand.kind === "path") return resolveOperandPath(operand.path, type, variables);
  if (operand.kind === "cast") checkOperand(operand.of, type, variables);
  if (operand.kind === "function") for (const argument of operand.args) checkOperand(argument, type, variables);
  return noProperty;
}

function resolveOperandPath(path: readonly string[], type: GraphType, variables: Variables): GraphProperty {
  const [first = "", ...rest] = path;
  if (!(first in variables)) return resolvePath(path, type, "filter");
  const element = variables[first];
  return element && rest.length > 0 ? resolvePath(rest, element, "filter") : noProperty;
}

/** Returns the property at the end of a path. */
function resolvePath(path: readonly string[], start: GraphType, part: QueryPart): GraphProperty {
  let found: GraphProperty = { type: start, value: undefined };
  for (const name of path) {
    // Directory extensions have names of their own: learn.microsoft.com/graph/extensibility-overview.
    if (name === "$count" || name.startsWith("@") || /^extension_/i.test(name)) return noProperty;
    const cast = castOf(name);
    if (cast !== undefined) {
      found = { type: findGraphType(cast), value: undefined };
      if (!found.type) return noProperty;
      continue;
    }
    const property = found.type && findProperty(found.type, name);
    if (!property)
      throw createRefusal(`property-unknown-${part}`, {
        name,
        type: found.type ? `microsoft.graph.${found.type.name}` : "Edm.PrimitiveType",
      });
    found = property;
  }
  return found;
}
