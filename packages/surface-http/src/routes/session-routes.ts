import { CasementError } from "@casement/core";
import { requireSameOrigin } from "../access/gate.ts";
import { requiredText, wrong, yesOrNo } from "../fields.ts";
import { boolean, list, object, text } from "../openapi/schemas.ts";
import { jsonAnswer, type Route } from "../route.ts";
import type { Surface } from "../surface.ts";

const access = { type: "string", enum: ["full", "read"] };

/** Sessions of browsers: opened by a one-time link or a token, then carried by a cookie. */
export function sessionRoutes({ sessions, cookie, gate, origins, sessionLink }: Surface): Route[] {
  const originOf = (request: Request): string => origins.of(request.headers.get("host")) ?? origins.main;
  return [
    {
      method: "POST",
      path: "/session",
      access: "open",
      id: "openSession",
      summary: "Opens a browser session with the secret of a one-time link, or with a token",
      body: object({ token: text }),
      answer: jsonAnswer("Open. The cookie is in `Set-Cookie`.", object({ access })),
      async handle({ request, json }) {
        const origin = originOf(request);
        // Programs name no origin; another page that would sign a browser in does.
        if (request.headers.has("origin") || request.headers.has("sec-fetch-site")) requireSameOrigin(request, origin);
        const token = requiredText(await json(), "token");
        const given = sessions.useLink(token) ?? gate.tokenAccess(token);
        if (!given)
          throw new CasementError(
            "unauthorized",
            "The link is used up or older than ten minutes. Ask the hub for a new one, or give its token.",
          );
        const { session, secret } = await sessions.open(given);
        return Response.json({ access: session.access }, { headers: { "set-cookie": cookie.write(secret, origin) } });
      },
    },
    {
      method: "POST",
      path: "/session/links",
      access: "full",
      id: "makeSessionLink",
      summary: "A link that opens one browser session within ten minutes: for everything, or for looking only",
      body: object({ access }),
      answer: jsonAnswer("The link.", object({ url: text })),
      async handle({ json }) {
        const { access: given } = await json();
        if (given !== "full" && given !== "read") throw wrong("access", "must be full or read");
        return Response.json({ url: sessionLink(given) });
      },
    },
    {
      method: "GET",
      path: "/session",
      access: "read",
      id: "getSession",
      summary: "What the caller may do; with full access also who else has a session",
      answer: jsonAnswer("The caller's access.", object({ access, "sessions?": list("Session") })),
      handle({ caller }) {
        const all = sessions
          .list()
          .map(({ id, access, createdAt, usedAt }) => ({ id, access, createdAt, usedAt, current: id === caller?.session?.id }));
        return Response.json({ access: caller?.access, ...(caller?.access === "full" && { sessions: all }) });
      },
    },
    {
      method: "DELETE",
      path: "/session",
      access: "read",
      id: "endSession",
      summary: "Ends the caller's session, or with full access another, or all",
      query: {
        id: { description: "Another session.", schema: text },
        all: { description: "Every session.", schema: boolean },
      },
      answer: { status: 204, description: "Ended." },
      async handle({ request, caller, query }) {
        const all = yesOrNo(query("all"), "all");
        const id = query("id") ?? caller?.session?.id;
        if ((all || query("id") !== undefined) && caller?.access !== "full")
          throw new CasementError("forbidden", "This session may end itself only.");
        if (!all && id === undefined)
          throw new CasementError("input-invalid", "A token has no session. Name one with ?id=, or all with ?all=true.");
        if (!all && !sessions.list().some((session) => session.id === id))
          throw new CasementError("not-found", "There is no such session.");
        await sessions.end(all ? undefined : id);
        const own = all || id === caller?.session?.id;
        return new Response(null, { status: 204, headers: own ? { "set-cookie": cookie.write(undefined, originOf(request)) } : {} });
      },
    },
  ];
}
