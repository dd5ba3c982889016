import { CasementError, invalidInput } from "@casement/core";
import type { AuthorizationServer } from "../oauth/authorization-server.ts";
import { OAuthError } from "../oauth/oauth-error.ts";
import { agentLimitSchemas } from "../openapi/agent-limit-schemas.ts";
import { enumOf, objectOf, textListSchema } from "../openapi/schema-builders.ts";
import { type JsonBody, readRequiredText, readTextList } from "../request-fields.ts";
import { createJsonResponse } from "../responses/json-response.ts";
import { jsonResponseOf, type Route, type RouteRequest } from "../route.ts";
import { readLimits } from "./access-routes.ts";
import { requirePrivate } from "./oauth-routes.ts";

const path = "/api/v1/authorization";
const request = { type: "string", description: "The query of the address `/oauth/authorize` that the program opened." } as const;
const address = { type: "string", description: "Where to send the browser: back to the program." } as const;

/** What the consent page of the dashboard needs. */
export function createAuthorizationRoutes(server: AuthorizationServer | undefined): Route[] {
  if (!server) return [];
  return [
    {
      method: "POST",
      path,
      access: "full",
      operationId: "readAuthorization",
      summary: "Says which program asks for access, and where the answer goes",
      body: objectOf({ request }),
      response: jsonResponseOf(
        "The program.",
        objectOf({
          name: { type: "string", description: "What the program calls itself. Nobody has checked that." },
          "documentHost?": { type: "string", description: "The host that publishes a document about the program, which is its id." },
          target: objectOf({
            kind: enumOf("site", "machine", "app"),
            name: { type: "string", description: "`claude.ai`, `127.0.0.1`, or a scheme such as `cursor`." },
          }),
          "fault?": { type: "string", description: "Why the request cannot be allowed." },
          denial: { ...address, description: "Where to send the browser if the person does not agree." },
        }),
      ),
      handle: (routeRequest) =>
        refusing(async () => {
          const body = await routeRequest.json();
          const { request: asked, fault } = await read(server, body, routeRequest);
          const denied = fault ?? { code: "access_denied", message: "The person did not agree." };
          return createJsonResponse({
            name: asked.client.name,
            ...(asked.client.documentHost !== undefined && { documentHost: asked.client.documentHost }),
            target: asked.target,
            ...(fault && { fault: fault.message }),
            denial: asked.answer({ error: denied.code, error_description: denied.message }),
          });
        }),
    },
    {
      method: "POST",
      path: `${path}/allow`,
      access: "full",
      operationId: "allowAuthorization",
      summary: "Allows a program access. It begins when the program fetches its tokens within a minute",
      body: objectOf({
        request,
        access: enumOf("read", "add", "change"),
        accounts: textListSchema,
        ...agentLimitSchemas,
      }),
      response: jsonResponseOf("The answer for the program.", objectOf({ address })),
      handle: (routeRequest) =>
        refusing(async () => {
          const body = await routeRequest.json();
          const { request: asked, fault } = await read(server, body, routeRequest);
          if (fault) throw fault;
          const wanted = { access: readAccess(body), accounts: readTextList(body, "accounts"), ...readLimits(body) };
          return createJsonResponse({ address: await server.allow(asked, wanted) });
        }),
    },
  ];
}

function read(server: AuthorizationServer, body: JsonBody, { place }: RouteRequest): ReturnType<AuthorizationServer["read"]> {
  requirePrivate(place);
  // Home Assistant shows the hub in a frame, where a person cannot see who asks.
  if (place.isIngress)
    throw new CasementError("forbidden", "Open the hub at its own address to allow a program access.", {
      details: { reason: "own-address" },
    });
  return server.read(readRequiredText(body, "request"), place);
}

function readAccess({ access }: JsonBody): "read" | "add" | "change" {
  if (access === "read" || access === "add" || access === "change") return access;
  throw invalidInput("access", "must be read, add or change");
}

async function refusing(handle: () => Promise<Response>): Promise<Response> {
  try {
    return await handle();
  } catch (error) {
    if (error instanceof OAuthError) throw new CasementError("input-invalid", error.message);
    throw error;
  }
}
