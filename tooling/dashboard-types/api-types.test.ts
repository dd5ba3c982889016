import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "oxc-parser";
import { expect, it } from "vitest";
import { componentSchemas } from "../../packages/surface-http/src/openapi/component-schemas.ts";
import { createHttpRig } from "../../packages/surface-http/test/http-rig.fixture.ts";

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
  AuditEntry: "AuditEntry",
  Grant: "AccessGrant",
  Session: "BrowserSession",
  GrantCredentials: "GrantCredentials",
  GrantKind: "GrantKind",
};

/** A node of the syntax tree. */
type SyntaxNode = any;
type JsonSchema = Readonly<Record<string, any>>;

/** The same in `@casement/client`, which has those that programs use. */
const clientTypeNames: Partial<typeof typeNames> = {
  Problem: "HubProblem",
  Account: "HubAccount",
  Plugin: "HubPlugin",
  Sensor: "HubSensor",
  Service: "HubService",
  Event: "HubEvent",
};

const owners = {
  "the dashboard": {
    declarations: declarationsIn(
      "apps/dashboard/web/api/api-types.ts",
      "apps/dashboard/web/api/session-types.ts",
      "apps/dashboard/web/api/setup-types.ts",
    ),
    names: typeNames,
  },
  "the client": { declarations: declarationsIn("packages/client/src/api-types.ts"), names: clientTypeNames },
};
/** Those of the file that is compared. */
let declarations = owners["the dashboard"].declarations;

function declarationsIn(...paths: readonly string[]): ReadonlyMap<string, SyntaxNode> {
  const files = paths.map((path) => join(import.meta.dirname, "../..", path));
  const statements: readonly SyntaxNode[] = files.flatMap((file) => parseSync(file, readFileSync(file, "utf8")).program.body);
  return new Map(statements.flatMap(({ declaration }) => (declaration ? [[declaration.id.name, declaration]] : [])));
}

it.each(Object.entries(owners).flatMap(([owner, of]) => Object.entries(of.names).map(([schema, type]) => ({ owner, schema, type, of }))))(
  "the type of $owner for $schema agrees with the OpenAPI document",
  ({ schema, type, of }) => {
    declarations = of.declarations;
    expect([...differences(type, componentSchemas[schema as keyof typeof componentSchemas], referenceTo(type))]).toEqual([]);
  },
);

/** The type for a part of the answer of each operation that has no schema of its own in the OpenAPI document. */
const operationTypes: Readonly<Record<string, readonly [type: string, partOf: (answer: JsonSchema) => JsonSchema]>> = {
  getSession: ["BrowserSession", (answer) => answer],
  getSetUp: ["SetupChoices", (answer) => answer],
  getSetUpPermissions: ["SetupPermissions", (answer) => answer],
  getAccountConfiguration: ["AccountConfiguration", (answer) => answer.properties.account],
  getHub: ["HubInfo", (answer) => answer],
  getLog: ["LogEntry", (answer) => answer.properties.entries.items],
  getSensorHistory: ["StateChange", (answer) => answer.properties.changes.items],
};

it("the types of the dashboard for other answers agree with the OpenAPI document", async () => {
  declarations = owners["the dashboard"].declarations;
  const nothing = async () => ({}) as never;
  const accountSetup = { file: "casement.yaml", plugins: async () => [], add: nothing, read: nothing, change: nothing, remove: nothing };
  await using rig = await createHttpRig({ mode: "once" }, { accountSetup });
  const { paths, components } = (await rig.requestJson("/api/openapi.json")).body;
  const operations = Object.values<JsonSchema>(paths).flatMap((methods) => Object.values<JsonSchema>(methods));
  for (const [id, [type, partOf]] of Object.entries(operationTypes)) {
    const answer = operations.find(({ operationId }) => operationId === id)?.responses["200"].content["application/json"].schema;
    const schema = answer.$ref === undefined ? answer : components.schemas[answer.$ref.split("/").at(-1)];
    expect([id, [...differences(type, partOf(schema), referenceTo(type))]]).toEqual([id, []]);
  }
});

it("the comparison finds a missing, an extra, an optional and a wrong property", () => {
  const properties = { address: { type: "number" }, userName: {}, phone: {} };
  declarations = owners["the dashboard"].declarations;
  const schema = { type: "object", properties, required: ["address", "userName", "phone"] };
  expect([...differences("Credentials", schema, referenceTo("GrantCredentials"))]).toEqual([
    "Credentials.address: expected number",
    "Credentials.userName: must be required",
    "Credentials.phone: is missing",
    "Credentials.password: is not in the OpenAPI document",
    "Credentials.profile: is not in the OpenAPI document",
    "Credentials.qrCode: is not in the OpenAPI document",
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

const keywords: Readonly<Record<string, string>> = {
  string: "TSStringKeyword",
  boolean: "TSBooleanKeyword",
  integer: "TSNumberKeyword",
  number: "TSNumberKeyword",
};

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
  else if (typeof schema.additionalProperties === "object") {
    if (node.typeName?.name !== "Record") yield `${path}: expected Record`;
    else yield* differences(`${path}[key]`, schema.additionalProperties, node.typeArguments.params[1]);
  } else if (schema.type === "array") {
    if (node.type !== "TSArrayType") yield `${path}: expected an array`;
    else yield* differences(`${path}[]`, schema.items, node.elementType);
  } else {
    // Other schemas allow any value.
    const keyword = keywords[schema.type];
    if (keyword !== undefined && node.type !== keyword) yield `${path}: expected ${schema.type}`;
  }
}

function* nullableDifferences(path: string, schema: JsonSchema, node: SyntaxNode): Iterable<string> {
  const types: readonly SyntaxNode[] = node.types ?? [];
  const nonNull = types.filter(({ type }) => type !== "TSNullKeyword");
  if (nonNull.length !== types.length - 1) return yield `${path}: must allow null`;
  const [type, ...others]: readonly string[] = schema.type.filter((name: string) => name !== "null");
  if (others.length > 0) {
    const wanted = [type!, ...others].map((name) => keywords[name]);
    if (String(wanted.sort()) !== String(nonNull.map((each) => each.type).sort())) yield `${path}: expected ${schema.type.join(" | ")}`;
    return;
  }
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
