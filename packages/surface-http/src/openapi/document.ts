import type { ServiceInfo } from "@casement/host";
import type { Answer, Route, Schema } from "../route.ts";
import { components, object } from "./schemas.ts";

/** OpenAPI 3.1 of the routes, and of every service that is offered, by its own schemas. */
export function openApiDocument(routes: readonly Route[], services: readonly ServiceInfo[], version: string): object {
  const paths: Record<string, Record<string, unknown>> = {};
  const add = (path: string, method: string, operation: object): void => {
    paths[path] = { ...paths[path], [method]: operation };
  };
  for (const route of routes) add(route.path, route.method.toLowerCase(), operationOf(route));
  for (const service of services)
    if (service.offered) add(`/api/v1/accounts/${service.account}/services/${service.id}`, "post", serviceOperation(service));
  return {
    openapi: "3.1.0",
    info: {
      title: "Casement",
      version,
      description: "Microsoft 365 as live sensors, services and events.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "casement-8365",
          description: "The number is the hub's port. Opened by `POST /session`.",
        },
      },
    },
    security: [{ token: [] }, { session: [] }],
  };
}

function operationOf({ id, summary, path, access, query = {}, body, answer }: Route): object {
  const parameters = [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true, schema: { type: "string" } })),
    ...Object.entries(query).map(([name, { description, schema }]) => ({ name, in: "query", description, schema })),
  ];
  return {
    operationId: id,
    summary,
    ...(access === "open" && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: bodyOf(body) }),
    responses: responsesOf(answer),
  };
}

function serviceOperation({ id, account, title, effect, input, output }: ServiceInfo): object {
  const name = `${account}/${id}`;
  return {
    operationId: `call:${name}`,
    summary: title,
    tags: [id.split("/")[0]],
    "x-casement-effect": effect,
    requestBody: bodyOf(resource(input, `${name}/input`)),
    responses: responsesOf({
      status: 200,
      description: "What the service gives back.",
      content: { "application/json": object({ result: resource(output, `${name}/output`) }) },
    }),
  };
}

/** A schema with references inside gets an identity of its own, so that they stay inside. */
function resource({ $schema: _, ...schema }: Schema, name: string): Schema {
  return JSON.stringify(schema).includes('"$ref":') ? { $id: `urn:casement:${name.replaceAll("/", ":")}`, ...schema } : schema;
}

const bodyOf = (schema: Schema): object => ({ content: { "application/json": { schema } } });

function responsesOf({ status, description, content }: Answer): object {
  const problem = { schema: { $ref: "#/components/schemas/Problem" } };
  return {
    [status]: {
      description,
      ...(content && { content: Object.fromEntries(Object.entries(content).map(([type, schema]) => [type, { schema }])) }),
    },
    default: { description: "What went wrong.", content: { "application/problem+json": problem } },
  };
}
