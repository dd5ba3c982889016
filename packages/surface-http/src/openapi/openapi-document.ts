import { type ServiceInfo, withoutAliases } from "@casement/host";
import type { JsonSchema, Route, RouteResponse } from "../route.ts";
import { componentSchemas } from "./component-schemas.ts";
import { objectOf } from "./schema-builders.ts";

/** OpenAPI 3.1 for the routes and for each offered service, with the service's own schemas. */
export function createOpenApiDocument(routes: readonly Route[], services: readonly ServiceInfo[], version: string): object {
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
    servers: [{ url: "/" }],
    paths,
    components: {
      schemas: componentSchemas,
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "casement-8365",
          description: "Set by `POST /session`. The number is the hub's port.",
        },
      },
    },
    security: [{ token: [] }, { session: [] }],
  };
}

function operationOf({ operationId, summary, path, access, query = {}, body, response }: Route): object {
  const parameters = [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true, schema: { type: "string" } })),
    ...Object.entries(query).map(([name, { description, schema }]) => ({ name, in: "query", description, schema })),
  ];
  return {
    operationId,
    summary,
    ...(access === "open" && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: requestBodyOf(body) }),
    responses: responsesOf(response),
  };
}

function serviceOperationOf({ id, account, title, effect, input, output }: ServiceInfo): object {
  const name = `${account}/${id}`;
  return {
    operationId: `call:${name}`,
    summary: title,
    tags: [id.split("/")[0]],
    "x-casement-effect": effect,
    requestBody: requestBodyOf(isolateReferences(withoutAliases(input), `${name}/input`)),
    responses: responsesOf({
      status: 200,
      description: "The service's result.",
      content: { "application/json": objectOf({ result: isolateReferences(output, `${name}/output`) }) },
    }),
  };
}

/** Gives a schema that contains references an `$id`, so that they resolve within it and not within the document. */
function isolateReferences({ $schema: _, ...schema }: JsonSchema, name: string): JsonSchema {
  return JSON.stringify(schema).includes('"$ref":') ? { $id: `urn:casement:${name.replaceAll("/", ":")}`, ...schema } : schema;
}

const requestBodyOf = (schema: JsonSchema): object => ({ content: { "application/json": { schema } } });

function responsesOf({ status, description, content }: RouteResponse): object {
  const problem = { schema: { $ref: "#/components/schemas/Problem" } };
  return {
    [status]: {
      description,
      ...(content && { content: Object.fromEntries(Object.entries(content).map(([type, schema]) => [type, { schema }])) }),
    },
    default: { description: "The error.", content: { "application/problem+json": problem } },
  };
}
