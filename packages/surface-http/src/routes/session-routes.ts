import { CasementError } from "@casement/core";
import { requireSameOrigin, sessionKeyHeader } from "../access/access-control.ts";
import type { AccessGrant } from "../access/access-grant.ts";
import type { AuthenticatedClient } from "../access/authenticated-client.ts";
import { isBrowserGrant } from "../access/browser-kinds.ts";
import { readWallSettings } from "../access/wall-settings.ts";
import { refTo } from "../openapi/component-schemas.ts";
import { objectOf, textSchema } from "../openapi/schema-builders.ts";
import { sessionSchemas, wallSettingsSchema } from "../openapi/session-schemas.ts";
import { readRequiredText } from "../request-fields.ts";
import { createJsonResponse } from "../responses/json-response.ts";
import { jsonResponseOf, type Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

/** What the dashboard must know about the client that it runs in. */
const toSessionJson = ({ access, grant }: Pick<AuthenticatedClient, "grant"> & { access?: string }): object => ({
  access: access ?? grant?.access,
  ...(grant && { kind: grant.kind }),
  ...(grant?.mayTick && { mayTick: grant.mayTick }),
  ...(grant?.wall && { wall: grant.wall }),
});

/** The grant of a session. That of a program is ended by the person who gave it. */
const sessionGrantOf = (client: AuthenticatedClient | undefined): AccessGrant | undefined =>
  client?.grant && isBrowserGrant(client.grant) ? client.grant : undefined;

/** The session of a browser. A one-time link or a token opens one; a cookie and a key identify it. */
export function createSessionRoutes({ access, cookie, accessControl, guesses }: RouteContext): Route[] {
  return [
    {
      method: "POST",
      path: "/session",
      access: "open",
      operationId: "openSession",
      summary: "Opens a browser session with a token or with the secret of a one-time link",
      body: objectOf({ token: textSchema }),
      response: jsonResponseOf(
        `The session is open. \`Set-Cookie\` contains its cookie, \`key\` the value of the header \`${sessionKeyHeader}\`. Requests need both.`,
        objectOf({ ...sessionSchemas, key: textSchema }),
      ),
      async handle({ request, place, json }) {
        // Browsers send one of these headers, programs neither. Another page must not sign a browser in.
        if (request.headers.has("origin") || request.headers.has("sec-fetch-site")) requireSameOrigin(request, place.origin);
        const token = readRequiredText(await json(), "token");
        const browser = { userAgent: request.headers.get("user-agent"), previous: accessControl.sessionOf(request) };
        const tokenAccess = accessControl.accessOfToken(token, place);
        const session = access.sessions.openLink(token, browser) ?? (tokenAccess && access.sessions.open(tokenAccess, browser));
        if (!session)
          throw guesses.failed(
            place,
            new CasementError(
              "unauthorized",
              "The token is wrong, or the link was already used or is older than ten minutes. Get a new link from the hub, or use its access token.",
            ),
          );
        // On a full disk, the dashboard is where people see that: the session then lasts until a restart.
        await access.store.saved().catch(() => undefined);
        const headers = { "set-cookie": cookie.write(session.secret, place) };
        return createJsonResponse({ ...toSessionJson(session), key: session.key }, { headers });
      },
    },
    {
      method: "GET",
      path: "/session",
      access: "display",
      operationId: "getSession",
      summary: "Returns the client's access",
      response: jsonResponseOf("The client's access.", refTo("Session")),
      handle: ({ client }) => createJsonResponse(toSessionJson(client!)),
    },
    {
      method: "PATCH",
      path: "/session",
      access: "display",
      operationId: "arrangeWall",
      summary: "Keeps how this browser shows its wall page",
      body: objectOf({ wall: wallSettingsSchema }),
      response: { status: 204, description: "Kept." },
      async handle({ client, json }) {
        const wall = readWallSettings((await json()).wall);
        const grant = sessionGrantOf(client);
        if (!grant) throw new CasementError("input-invalid", "This client has no session of its own, so it has no wall page to arrange.");
        access.store.arrange(grant, wall);
        await access.store.saved();
        return new Response(null, { status: 204 });
      },
    },
    {
      method: "DELETE",
      path: "/session",
      access: "display",
      operationId: "endSession",
      summary: "Ends the browser's own session",
      response: { status: 204, description: "Ended." },
      async handle({ client, place }) {
        const grant = sessionGrantOf(client);
        if (!grant)
          throw new CasementError(
            "input-invalid",
            "This client has no session of its own. To end that of a browser, use DELETE /api/v1/access.",
          );
        await access.revoke(grant.name);
        return new Response(null, { status: 204, headers: { "set-cookie": cookie.write(undefined, place) } });
      },
    },
  ];
}
