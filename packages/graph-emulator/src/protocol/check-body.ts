import { createRefusal } from "../refusals/create-refusal.ts";
import type { Route } from "./route.ts";
import { castOf, findGraphType, findProperty, type GraphProperty, type GraphType, typeOfTemplate } from "./types/graph-types.ts";

/** Types whose instances have properties that the metadata does not list: learn.microsoft.com/graph/api/resources/opentypeextension. */
const openTypes = new Set(["extension", "openTypeExtension", "identity"]);

/** Graph reads booleans and numbers from text, too. */
const literals: Readonly<Record<string, RegExp>> = {
  "Edm.Boolean": /^(true|false)$/i,
  "Edm.Int32": /^-?\d+$/,
  "Edm.Int64": /^-?\d+$/,
};

/** Checks the resource in the body of a request that creates or changes one. Actions check their parameters themselves. */
export function checkResourceBody({ method, template, unmapped }: Route, body: unknown): void {
  if (unmapped || (method !== "POST" && method !== "PATCH") || typeof body !== "object" || body === null) return;
  const type = typeOfTemplate(template);
  if (type) checkBody(body, type);
}

/**
 * Checks that a resource in a request body has only properties of its type, each with a value of the property's type, at every level. Names
 * match in any case.
 *
 * @throws GraphFault 400 otherwise.
 */
export function checkBody(body: object, declared: GraphType): void {
  const type = castTypeOf(body) ?? declared;
  for (const [name, value] of Object.entries(body)) {
    if (name.includes("@")) continue;
    const property = findProperty(type, name);
    if (property) checkValue(value, property);
    else if (!openTypes.has(type.name)) throw createRefusal("body-property-unknown", { name, type: `microsoft.graph.${type.name}` });
  }
}

function checkValue(value: unknown, { type, value: expected }: GraphProperty): void {
  if (value === null || value === undefined) return;
  if (expected?.isCollection && !Array.isArray(value)) throw createUnfitValue(value, `Collection(${expected.name})`);
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (const item of items) {
    if (type) {
      if (typeof item === "object" && item !== null) checkBody(item, type);
      else throw createUnfitValue(item, `microsoft.graph.${type.name}`);
    } else if (expected && !fits(item, expected.name)) throw createUnfitValue(item, expected.name);
  }
}

function fits(value: unknown, typeName: string): boolean {
  if (typeName === "Edm.String") return typeof value === "string";
  return literals[typeName]?.test(String(value)) ?? true;
}

const createUnfitValue = (value: unknown, type: string) =>
  createRefusal("body-value-unfit", { value: typeof value === "object" ? JSON.stringify(value) : String(value), type });

/** The type in `"@odata.type": "#microsoft.graph.fileAttachment"`. */
function castTypeOf(body: object): GraphType | undefined {
  const { "@odata.type": given } = body as Record<string, unknown>;
  const name = castOf(String(given ?? "").replace(/^#/, ""));
  return name === undefined ? undefined : findGraphType(name);
}
