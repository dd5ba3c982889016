import type { componentSchemas } from "../../../packages/surface-http/src/openapi/component-schemas.ts";
import { createOpenApiDocument } from "../../../packages/surface-http/src/openapi/openapi-document.ts";
import { createRoutes } from "../../../packages/surface-http/src/routes/create-routes.ts";
import type { FileGenerator } from "../file-generator.ts";
import { commentOf, type SchemaNode, schemaType, type TypeStyle } from "./schema-type.ts";

/** A file of types. */
interface TypesFile extends Omit<TypeStyle, "names"> {
  readonly path: string;
  readonly imports?: string;
  /** The name of the type for each schema of the OpenAPI document. */
  readonly components: Partial<Record<keyof typeof componentSchemas, string>>;
  /** The name for a part of a schema or of an answer, by its place: `Account.plugins[]`. */
  readonly parts: Readonly<Record<string, string>>;
  /** Names of types that are written elsewhere, by place. */
  readonly others?: Readonly<Record<string, string>>;
}

const files: readonly TypesFile[] = [
  {
    path: "apps/dashboard/web/api/api-types.generated.ts",
    imports: 'import type { JsonObject, JsonSchema, JsonValue } from "./api-types.ts";\n\n',
    any: "JsonValue",
    object: "JsonObject",
    readonly: false,
    components: {
      Problem: "ProblemDetails",
      Account: "Account",
      SignIn: "PendingSignIn",
      SignInOutcome: "SignInOutcome",
      ScopeReport: "ScopeReport",
      Plugin: "PluginInfo",
      SensorPresentation: "SensorPresentation",
      Sensor: "Sensor",
      ItemUse: "ItemUse",
      Service: "Service",
      Event: "HubEvent",
      SetUpFeature: "SetupFeature",
      AuditEntry: "AuditEntry",
      Grant: "AccessGrant",
      Session: "BrowserSession",
      GrantCredentials: "GrantCredentials",
      GrantKind: "GrantKind",
    },
    parts: {
      "Problem.errors[]": "FieldError",
      "Account.plugins[]": "PluginStatus",
      "Account.requestedSet": "RequestedSet",
      "Account.plugins[].access": "PluginAccess",
      "Plugin.texts": "TextsByLanguage",
      "SignIn.method": "SignInMethod",
      "ScopeReport.contributions[]": "ScopeContribution",
      "ScopeReport.contributions[].consent": "ConsentClass",
      "ScopeReport.smallerSets[]": "SmallerSet",
      "ItemUse.shows": "MessagePresentation",
      "Grant.access": "AccessLevel",
      "Session.wall": "WallSettings",
      readAuthorization: "AuthorizationRequest",
      getSetUp: "SetupChoices",
      getSetUpPermissions: "SetupPermissions",
      "getAccountConfiguration.account": "AccountConfiguration",
      getHub: "HubInfo",
      "getLog.entries[]": "LogEntry",
      "getSensorHistory.changes[]": "StateChange",
    },
    others: { "Service.input": "JsonSchema", "Service.output": "JsonSchema" },
  },
  {
    path: "packages/client/src/api-types.generated.ts",
    any: "unknown",
    object: "Record<string, unknown>",
    readonly: true,
    components: {
      Account: "HubAccount",
      Plugin: "HubPlugin",
      SensorPresentation: "SensorPresentation",
      Sensor: "HubSensor",
      ItemUse: "ItemUse",
      Service: "HubService",
      Event: "HubEvent",
      Problem: "HubProblem",
    },
    parts: { "Account.plugins[]": "AccountPlugin", "Problem.errors[]": "FieldProblem" },
  },
];

/** Generates the types of the HTTP interface's answers, from its OpenAPI document. */
export const apiTypesGenerator: FileGenerator = {
  name: "API types",
  async make() {
    const document = readDocument();
    return files.map((file) => ({ path: file.path, text: textOf(file, document) }));
  },
};

function readDocument(): SchemaNode {
  // The descriptions of routes use nothing of the hub. Only the handlers do.
  const unused: any = {};
  const unusedMcp: any = { fetch() {} };
  const routes = createRoutes(
    { access: { kinds: [] }, host: {}, log: {} } as never,
    { accountSetup: unused, webhookSetup: unused, backup: unused, mcp: unusedMcp },
    unused,
  );
  return createOpenApiDocument(routes, [], { version: "0", server: "", cookieName: "" }) as SchemaNode;
}

function textOf({ path, imports = "\n", components, parts, others, ...style }: TypesFile, document: SchemaNode): string {
  const schemas: SchemaNode = { ...document.components.schemas, ...answersOf(document) };
  const named = Object.entries(parts).map(([place, name]) => ({ place, name, schema: schemaAt(place, schemas) }));
  // The same schema object has the same name wherever it is used.
  const nameOf = new Map<unknown, string>(named.map(({ schema, name }) => [schema, name]));
  const names = {
    ...Object.fromEntries(Object.entries(components).map(([schema, name]) => [`#/components/schemas/${schema}`, name])),
    ...Object.fromEntries([...places(schemas)].flatMap(([place, schema]) => (nameOf.has(schema) ? [[place, nameOf.get(schema)!]] : []))),
    ...others,
  };
  const types = [...Object.entries(components).map(([schema, name]) => ({ place: schema, name, schema: schemas[schema] })), ...named].map(
    ({ place, name, schema }) => {
      if (!schema) throw new Error(`${path}: the OpenAPI document has no ${place}`);
      const type = schemaType(place, schema, { ...style, names }, false);
      return `${commentOf(schema)}export ${type.startsWith("{") ? `interface ${name} ${type}` : `type ${name} = ${type};`}`;
    },
  );
  return `// Generated from the hub's OpenAPI document by \`npx pnpm@12 generate\`. Do not edit.\n${imports}${types.join("\n\n")}\n`;
}

/** The schema of each operation's answer, by its operationId. */
function answersOf(document: SchemaNode): SchemaNode {
  const operations = Object.values<SchemaNode>(document.paths).flatMap((methods) => Object.values<SchemaNode>(methods));
  return Object.fromEntries(
    operations.map(({ operationId, responses }) => [operationId, responses["200"]?.content?.["application/json"]?.schema]),
  );
}

const schemaAt = (wanted: string, schemas: SchemaNode): SchemaNode | undefined => {
  for (const [place, schema] of places(schemas)) if (place === wanted) return schema;
  return undefined;
};

/** Every schema with its place, as `schemaType` names places. */
function* places(schemas: SchemaNode): Iterable<readonly [string, SchemaNode]> {
  for (const [name, schema] of Object.entries<SchemaNode | undefined>(schemas)) if (schema) yield* placesIn(name, schema);
}

function* placesIn(place: string, schema: SchemaNode): Iterable<readonly [string, SchemaNode]> {
  yield [place, schema];
  if (schema.items) yield* placesIn(`${place}[]`, schema.items);
  if (typeof schema.additionalProperties === "object") yield* placesIn(`${place}{}`, schema.additionalProperties);
  for (const [name, inner] of Object.entries<SchemaNode>(schema.properties ?? {})) yield* placesIn(`${place}.${name}`, inner);
}
