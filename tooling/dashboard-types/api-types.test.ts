import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "oxc-parser";
import { expect, it } from "vitest";
import { componentSchemas } from "../../packages/surface-http/src/openapi/component-schemas.ts";

/** The type in `api-types.ts` for each schema of the OpenAPI document. */
const typeNames: Readonly<Record<keyof typeof componentSchemas, string>> = {
  Problem: "ProblemDetails",
  Account: "Account",
  SignIn: "PendingSignIn",
  SignInOutcome: "SignInOutcome",
  ScopeReport: "ScopeReport",
  Plugin: "PluginInfo",
  Sensor: "Sensor",
  Service: "Service",
  Event: "HubEvent",
  SetUpFeature: "SetupFeature",
  Session: "BrowserSession",
};

/** A node of the syntax tree. */
type SyntaxNode = any;
type JsonSchema = Readonly<Record<string, any>>;

const file = join(import.meta.dirname, "../../apps/dashboard/web/api/api-types.ts");
const declarations = new Map<string, SyntaxNode>(
  parseSync(file, readFileSync(file, "utf8"))
    .program.body.map((statement: SyntaxNode) => statement.declaration)
    .filter(Boolean)
    .map((declaration: SyntaxNode) => [declaration.id.name, declaration]),
);

it.each(Object.entries(typeNames))("the dashboard's type for %s agrees with the OpenAPI document", (schemaName, typeName) => {
  const schema = componentSchemas[schemaName as keyof typeof componentSchemas];
  expect([...differences(typeName, schema, referenceTo(typeName))]).toEqual([]);
});

it("the comparison finds a missing, an extra, an optional and a wrong property", () => {
  const properties = { id: { type: "string" }, access: { enum: ["full", "read"] }, createdAt: { type: "number" }, usedAt: {}, name: {} };
  const schema = { type: "object", properties, required: ["id", "access", "createdAt", "name"] };
  expect([...differences("Session", schema, referenceTo("BrowserSession"))]).toEqual([
    "Session.createdAt: expected number",
    "Session.usedAt: must be optional",
    "Session.name: is missing",
    "Session.current: is not in the OpenAPI document",
  ]);
});

function referenceTo(name: string): SyntaxNode {
  return { type: "TSTypeReference", typeName: { name } };
}

/** Replaces references to types of the same file, except `Record<…>`. */
function resolveType(node: SyntaxNode): SyntaxNode {
  const declaration = node.type === "TSTypeReference" ? declarations.get(node.typeName.name) : undefined;
  if (!declaration) return node;
  return declaration.type === "TSInterfaceDeclaration"
    ? { type: "TSTypeLiteral", members: declaration.body.body }
    : resolveType(declaration.typeAnnotation);
}

function* differences(path: string, schema: JsonSchema, typeNode: SyntaxNode): Iterable<string> {
  const node = resolveType(typeNode);
  if (Array.isArray(schema.type)) return yield* nullableDifferences(path, schema, node);
  if (schema.enum) {
    const literals = node.type === "TSUnionType" ? node.types : [node];
    const values = literals.map((literal: SyntaxNode) => literal.literal?.value);
    // `string` accepts every value.
    if (node.type !== "TSStringKeyword" && String([...values].sort()) !== String([...schema.enum].sort()))
      yield `${path}: expected ${schema.enum.join(" | ")}`;
  } else if (schema.properties) yield* propertyDifferences(path, schema, node);
  else if (schema.additionalProperties) {
    if (node.typeName?.name !== "Record") yield `${path}: expected Record`;
    else yield* differences(`${path}[key]`, schema.additionalProperties, node.typeArguments.params[1]);
  } else if (schema.type === "array") {
    if (node.type !== "TSArrayType") yield `${path}: expected an array`;
    else yield* differences(`${path}[]`, schema.items, node.elementType);
  } else {
    const keywords: Readonly<Record<string, string>> = {
      string: "TSStringKeyword",
      boolean: "TSBooleanKeyword",
      integer: "TSNumberKeyword",
      number: "TSNumberKeyword",
    };
    // Other schemas allow any value.
    const keyword = keywords[schema.type];
    if (keyword !== undefined && node.type !== keyword) yield `${path}: expected ${schema.type}`;
  }
}

function* nullableDifferences(path: string, schema: JsonSchema, node: SyntaxNode): Iterable<string> {
  const types: readonly SyntaxNode[] = node.types ?? [];
  const nonNull = types.filter(({ type }) => type !== "TSNullKeyword");
  if (nonNull.length !== types.length - 1) return yield `${path}: must allow null`;
  const type = schema.type.find((name: string) => name !== "null");
  yield* differences(path, { ...schema, type }, nonNull.length === 1 ? nonNull[0] : { type: "TSUnionType", types: nonNull });
}

function* propertyDifferences(path: string, schema: JsonSchema, node: SyntaxNode): Iterable<string> {
  const members = new Map<string, SyntaxNode>((node.members ?? []).map((member: SyntaxNode) => [member.key.name, member]));
  for (const [name, property] of Object.entries<JsonSchema>(schema.properties)) {
    const member = members.get(name);
    const isOptional = !schema.required?.includes(name);
    if (!member) yield `${path}.${name}: is missing`;
    else if (member.optional !== isOptional) yield `${path}.${name}: must be ${isOptional ? "optional" : "required"}`;
    else yield* differences(`${path}.${name}`, property, member.typeAnnotation.typeAnnotation);
  }
  for (const name of members.keys()) if (!(name in schema.properties)) yield `${path}.${name}: is not in the OpenAPI document`;
}
