import { createHash } from "node:crypto";
import { type ServiceInfo, withoutAliases } from "@casement/host";
import { sessionKeyHeader } from "../access/access-control.ts";
import type { JsonSchema, Route, RouteResponse } from "../route.ts";
import { closeObjects } from "./close-objects.ts";
import { componentSchemas } from "./component-schemas.ts";
import { objectOf } from "./schema-builders.ts";

export interface DocumentFacts {
  readonly version: string;
  /** The address of the hub, without a slash at its end. */
  readonly server: string;
  /** The name of the cookie with a session. */
  readonly cookieName: string;
}

/** OpenAPI 3.1 for the routes and for each offered service, with the service's own schemas. */
export function createOpenApiDocument(
  routes: readonly Route[],
  services: readonly ServiceInfo[],
  { version, server, cookieName }: DocumentFacts,
): object {
  const paths: Record<string, Record<string, unknown>> = {};
  const add = (path: string, method: string, operation: object): void => {
    paths[path] = { ...paths[path], [method]: operation };
  };
  for (const route of routes) add(route.path, route.method.toLowerCase(), operationOf(route));
  for (const service of services)
    if (service.offered) add(`/api/v1/accounts/${service.account}/services/${service.id}`, "post", serviceOperationOf(service));
  return {
    openapi: "3.1.0",
    info: {
      title: "Casement",
      version,
      description: "Exposes Microsoft 365 as live sensors, services and events.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: server }],
    paths,
    components: {
      schemas: usedSchemas(paths),
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        session: {
          type: "apiKey",
          in: "cookie",
          name: cookieName,
          description: "Set by `POST /session`. Valid only together with `sessionKey`.",
        },
        sessionKey: {
          type: "apiKey",
          in: "header",
          name: sessionKeyHeader,
          description: "The `key` of `POST /session`: the half of the session that other ports of the same host do not receive.",
        },
      },
    },
    security: [{ token: [] }, { session: [], sessionKey: [] }],
  };
}

function operationOf({ operationId, summary, path, access, query = {}, body, bodyType, response }: Route): object {
  const parameters = [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true, schema: { type: "string" } })),
    ...Object.entries(query).map(([name, { description, schema }]) => ({ name, in: "query", description, schema })),
  ];
  return {
    operationId,
    summary,
    ...(access === "open" && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    // A body without named fields is checked by what receives it.
    ...(body && { requestBody: requestBodyOf(body.properties && !bodyType ? { ...body, additionalProperties: false } : body, bodyType) }),
    responses: responsesOf(response),
  };
}

function serviceOperationOf({ id, account, title, effect, input, output }: ServiceInfo): object {
  const name = `${account}/${id}`;
  return {
    operationId: operationIdOf(name),
    summary: title,
    tags: [id.split("/")[0]],
    "x-casement-effect": effect,
    // An action of ChatGPT that only reads needs no confirmation each time.
    "x-openai-isConsequential": effect !== "read",
    requestBody: requestBodyOf(isolateReferences(closeObjects(withoutAliases(input)), `${name}/input`)),
    responses: responsesOf({
      status: 200,
      description: "The service's result.",
      content: { "application/json": objectOf({ result: isolateReferences(output, `${name}/output`) }) },
    }),
  };
}

/** Longest name of a function that OpenAI accepts. */
const maxOperationId = 64;

/** `home/email/send` → `home_email_send`: a name of a function, as OpenAI, Gemini and generators of code accept it. */
function operationIdOf(name: string): string {
  const id = name.replaceAll("/", "_");
  if (id.length <= maxOperationId) return id;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return `${id.slice(0, maxOperationId - hash.length - 1)}_${hash}`;
}

/** The schemas to which the paths lead, also through others. */
function usedSchemas(paths: object): Readonly<Record<string, JsonSchema>> {
  const used = new Map<string, JsonSchema>();
  const follow = (part: unknown): void => {
    for (const [, name] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (used.has(name!)) continue;
      const schema = (componentSchemas as Readonly<Record<string, JsonSchema>>)[name!];
      if (!schema) continue;
      used.set(name!, schema);
      follow(schema);
    }
  };
  follow(paths);
  return Object.fromEntries([...used].sort(([a], [b]) => a.localeCompare(b)));
}

/** Gives a schema that contains references an `$id`, so that they resolve within it and not within the document. */
function isolateReferences({ $schema: _, ...schema }: JsonSchema, name: string): JsonSchema {
  return JSON.stringify(schema).includes('"$ref":') ? { $id: `urn:casement:${name.replaceAll("/", ":")}`, ...schema } : schema;
}

/** A body with required fields cannot be left out. */
const requestBodyOf = (schema: JsonSchema, type: NonNullable<Route["bodyType"]> | "application/json" = "application/json"): object => ({
  ...(Array.isArray(schema.required) && schema.required.length > 0 && { required: true }),
  content: { [type]: { schema } },
});

const toMediaTypes = (content: Readonly<Record<string, JsonSchema>>): object =>
  Object.fromEntries(Object.entries(content).map(([type, schema]) => [type, { schema }]));

function responsesOf({ status, description, content, errorContent = {} }: RouteResponse): object {
  const errors = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } }, ...toMediaTypes(errorContent) };
  return {
    [status]: {
      description,
      ...(content && { content: toMediaTypes(content) }),
    },
    "4XX": { description: "The request was refused. `code` says why, `detail` what to do.", content: errors },
    default: { description: "The hub or Microsoft 365 failed.", content: errors },
  };
}
