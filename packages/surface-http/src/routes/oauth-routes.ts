import { CasementError } from "@casement/core";
import type { RequestPlace } from "../addresses/request-place.ts";
import { parameterOf } from "../oauth/authorization-request.ts";
import type { AuthorizationServer } from "../oauth/authorization-server.ts";
import { toOAuthErrorResponse } from "../oauth/oauth-error.ts";
import { createRequestRate } from "../oauth/request-rate.ts";
import { createResourceMetadata, createServerMetadata, issuerOf } from "../oauth/server-metadata.ts";
import { objectOf, textSchema } from "../openapi/schema-builders.ts";
import { createJsonResponse } from "../responses/json-response.ts";
import { jsonResponseOf, type Route, type RouteRequest } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

const anyObject = { type: "object" } as const;
const oauthErrors = { "application/json": objectOf({ error: textSchema, "error_description?": textSchema }) };

/** The endpoints of OAuth 2.1 that programs call. */
export function createOAuthRoutes({ clock, tokens }: RouteContext, server: AuthorizationServer | undefined): Route[] {
  if (!server) return [];
  const count = createRequestRate(clock);
  const answered =
    (handle: (request: RouteRequest) => Promise<Response>): Route["handle"] =>
    async (request) => {
      count(request.place);
      requirePrivate(request.place);
      try {
        return await handle(request);
      } catch (error) {
        return toOAuthErrorResponse(error);
      }
    };
  const document = (path: string, operationId: string, summary: string, create: (place: RequestPlace) => object): Route => ({
    method: "GET",
    path,
    access: "open",
    anyQuery: true,
    operationId,
    summary,
    response: jsonResponseOf("The document.", anyObject),
    handle: ({ place }) => createJsonResponse(create(place)),
  });
  const resourceSummary = "Describes what the tokens of `/mcp` are for (RFC 9728)";
  const serverSummary = "Describes the hub as an authorization server (RFC 8414)";
  return [
    document("/.well-known/oauth-protected-resource", "describeResource", resourceSummary, createResourceMetadata),
    document("/.well-known/oauth-protected-resource/mcp", "describeMcpResource", resourceSummary, createResourceMetadata),
    document("/.well-known/oauth-authorization-server", "describeServer", serverSummary, createServerMetadata),
    document("/.well-known/openid-configuration", "describeServerForOpenId", serverSummary, createServerMetadata),
    document("/oauth/keys", "listKeys", "Lists the keys that sign identities: none", () => ({ keys: [] })),
    {
      method: "GET",
      path: "/oauth/authorize",
      access: "open",
      anyQuery: true,
      operationId: "beginAuthorization",
      summary: "Opens the page of the dashboard on which a person allows a program access",
      response: { status: 303, description: "The page. Nothing is checked or kept before a person is signed in there." },
      handle({ url, place }) {
        const page = `${issuerOf(place)}/#/connect/${encodeURIComponent(url.search.slice(1))}`;
        return new Response(null, { status: 303, headers: { location: page } });
      },
    },
    {
      method: "POST",
      path: "/oauth/register",
      access: "open",
      operationId: "registerProgram",
      summary: "Registers a program (RFC 7591). The hub keeps nothing: the `client_id` contains the metadata",
      body: { ...anyObject, description: "Client metadata." },
      response: { status: 201, description: "The program.", content: { "application/json": anyObject }, errorContent: oauthErrors },
      handle: answered(async ({ json }) => {
        const { id, name, redirectUris } = await server.register(await json());
        const registered = {
          client_id: id,
          client_id_issued_at: Math.floor(clock.now().getTime() / 1_000),
          client_name: name,
          redirect_uris: redirectUris,
          grant_types: ["authorization_code", "refresh_token"],
          response_types: ["code"],
          token_endpoint_auth_method: "none",
        };
        return createJsonResponse(registered, { status: 201 });
      }),
    },
    {
      method: "POST",
      path: "/oauth/token",
      access: "open",
      operationId: "exchangeTokens",
      summary: "Exchanges an authorization code or a refresh token for tokens",
      bodyType: "application/x-www-form-urlencoded",
      body: { ...anyObject, description: "Parameters of OAuth 2.1." },
      response: { ...jsonResponseOf("The tokens.", anyObject), errorContent: oauthErrors },
      handle: answered(async ({ form, place }) => createJsonResponse(await server.exchange(await form(), place))),
    },
    {
      method: "POST",
      path: "/oauth/revoke",
      access: "open",
      operationId: "revokeToken",
      summary: "Ends a token (RFC 7009). A refresh token ends the whole access",
      bodyType: "application/x-www-form-urlencoded",
      body: { ...anyObject, description: "The token." },
      response: { status: 200, description: "The token is not valid any more.", errorContent: oauthErrors },
      handle: answered(async ({ form }) => {
        tokens.revoke(parameterOf(await form(), "token"));
        return new Response(null);
      }),
    },
  ];
}

/** @throws CasementError `forbidden` */
export function requirePrivate({ isPrivate }: RequestPlace): void {
  if (isPrivate) return;
  throw new CasementError(
    "forbidden",
    "This connection is unencrypted, so others could read the tokens. Put a reverse proxy with HTTPS in front of the hub, and set http.publicUrl to its address.",
  );
}
