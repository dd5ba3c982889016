import { createRefusal } from "../../refusals/create-refusal.ts";
import type { ValueType } from "../types/graph-types.ts";
import type { ComparisonOperator, FilterOperand, LiteralType } from "./parse-filter.ts";

const operatorKinds: Readonly<Record<ComparisonOperator, string>> = {
  eq: "Equal",
  ne: "NotEqual",
  gt: "GreaterThan",
  ge: "GreaterThanOrEqual",
  lt: "LessThan",
  le: "LessThanOrEqual",
};

const numbers: readonly LiteralType[] = ["Int32", "Decimal"];
/** The literals with which a property can be compared. Enumerations are compared with text, and other types are not checked. */
const literalsOf: Readonly<Record<string, readonly LiteralType[]>> = {
  "Edm.String": ["String"],
  "Edm.Boolean": ["Boolean"],
  "Edm.DateTimeOffset": ["DateTimeOffset", "Date"],
  "Edm.Int32": numbers,
  "Edm.Int64": numbers,
  "Edm.Double": numbers,
};

/**
 * Checks that a property is compared with a literal of its type. `isComplex`: it has properties of its own.
 *
 * @throws GraphFault 400 otherwise.
 */
export function checkComparison(
  op: ComparisonOperator,
  { name, isCollection }: ValueType,
  isComplex: boolean,
  literal: FilterOperand,
): void {
  if (literal.kind !== "value" || literal.type === "Null") return;
  const accepted = isCollection || isComplex ? [] : literalsOf[name];
  if (accepted?.includes(literal.type) ?? true) return;
  const type = isCollection ? `Collection(${name})` : name;
  throw createRefusal("filter-types-differ", { left: type, right: `Edm.${literal.type}`, operator: operatorKinds[op] });
}
