import { CasementError } from "@casement/core";
import { requireSameOrigin } from "../access/access-control.ts";
import { refTo } from "../openapi/component-schemas.ts";
import { booleanSchema, enumOf, listOf, objectOf, textSchema } from "../openapi/schema-builders.ts";
import { invalidInput, readBoolean, readRequiredText } from "../request-fields.ts";
import { jsonResponseOf, type Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

const accessSchema = enumOf("full", "read");

/** Browser sessions. A one-time link or a token opens one; a cookie identifies it. */
export function createSessionRoutes({ sessions, cookie, accessControl, origins, sessionLink }: RouteContext): Route[] {
  const hubOriginOf = (request: Request): string => origins.originOf(request.headers.get("host")) ?? origins.primaryOrigin;
  return [
    {
      method: "POST",
      path: "/session",
      access: "open",
      operationId: "openSession",
      summary: "Opens a browser session with a token or with the secret of a one-time link",
      body: objectOf({ token: textSchema }),
      response: jsonResponseOf("The session is open. `Set-Cookie` contains its cookie.", objectOf({ access: accessSchema })),
      async handle({ request, json }) {
        const origin = hubOriginOf(request);
        // Browsers send one of these headers, programs neither. Another page must not sign a browser in.
        if (request.headers.has("origin") || request.headers.has("sec-fetch-site")) requireSameOrigin(request, origin);
        const token = readRequiredText(await json(), "token");
        const access = sessions.redeemLink(token) ?? accessControl.accessOfToken(token);
        if (!access)
          throw new CasementError(
            "unauthorized",
            "The token is wrong, or the link was already used or is older than ten minutes. Get a new link from the hub, or use its access token.",
          );
        const { session, secret } = await sessions.open(access);
        return Response.json({ access: session.access }, { headers: { "set-cookie": cookie.write(secret, origin) } });
      },
    },
    {
      method: "POST",
      path: "/session/links",
      access: "full",
      operationId: "makeSessionLink",
      summary: "Creates a one-time link that opens one browser session with full or read-only access, valid for ten minutes",
      body: objectOf({ access: accessSchema }),
      response: jsonResponseOf("The link.", objectOf({ url: textSchema })),
      async handle({ json }) {
        const { access } = await json();
        if (access !== "full" && access !== "read") throw invalidInput("access", "must be full or read");
        return Response.json({ url: sessionLink(access) });
      },
    },
    {
      method: "GET",
      path: "/session",
      access: "read",
      operationId: "getSession",
      summary: "Returns the client's access. With full access, also lists all browser sessions",
      response: jsonResponseOf("The client's access.", objectOf({ access: accessSchema, "sessions?": listOf(refTo("Session")) })),
      handle({ client }) {
        const allSessions = sessions
          .list()
          .map(({ id, access, createdAt, usedAt }) => ({ id, access, createdAt, usedAt, current: id === client?.session?.id }));
        return Response.json({ access: client?.access, ...(client?.access === "full" && { sessions: allSessions }) });
      },
    },
    {
      method: "DELETE",
      path: "/session",
      access: "read",
      operationId: "endSession",
      summary: "Ends the client's own session. With full access, can end another one or all",
      query: {
        id: { description: "The ID of another session.", schema: textSchema },
        all: { description: "Ends all sessions.", schema: booleanSchema },
      },
      response: { status: 204, description: "Ended." },
      async handle({ request, client, query }) {
        const all = readBoolean(query("all"), "all");
        const id = query("id") ?? client?.session?.id;
        if ((all || query("id") !== undefined) && client?.access !== "full")
          throw new CasementError("forbidden", "A session with read-only access can end only itself.");
        if (!all && id === undefined)
          throw new CasementError(
            "input-invalid",
            "A token has no session of its own. Pass ?id= to end one session, or ?all=true to end all.",
          );
        if (!all && !sessions.list().some((session) => session.id === id))
          throw new CasementError("not-found", "There is no session with this ID.");
        await sessions.end(all ? undefined : id);
        const endsOwn = all || id === client?.session?.id;
        return new Response(null, { status: 204, headers: endsOwn ? { "set-cookie": cookie.write(undefined, hubOriginOf(request)) } : {} });
      },
    },
  ];
}
