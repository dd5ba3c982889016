import { CasementError } from "@casement/core";
import type { RouteAccess } from "../route.ts";
import type { Caller } from "./caller.ts";
import { sameText } from "./same-text.ts";
import type { SessionCookie } from "./session-cookie.ts";
import type { Session, Sessions } from "./sessions.ts";

export interface GateOptions {
  readonly token: string;
  readonly readToken: string | undefined;
  readonly sessions: Sessions;
  readonly cookie: SessionCookie;
}

/** Who may do what. */
export interface Gate {
  /** What a bearer token, or the same token typed into a page, gives access to. */
  tokenAccess(token: string): Session["access"] | undefined;
  /** Lets the request through, or throws `unauthorized` or `forbidden`. `origin` is the one spoken to. */
  admit(request: Request, needs: RouteAccess, origin: string): Caller | undefined;
}

export function createGate({ token, readToken, sessions, cookie }: GateOptions): Gate {
  const tokenAccess = (given: string): Session["access"] | undefined => {
    if (sameText(given, token)) return "full";
    return readToken !== undefined && sameText(given, readToken) ? "read" : undefined;
  };

  function callerOf(request: Request): Caller | undefined {
    const authorization = request.headers.get("authorization");
    if (authorization !== null) {
      const access = tokenAccess(/^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? "");
      if (access) return { access, session: undefined };
      throw new CasementError(
        "unauthorized",
        "The token is not that of this hub. Send the one from http.token, or from the hub's first lines.",
      );
    }
    const secret = cookie.read(request);
    const session = secret === undefined ? undefined : sessions.find(secret);
    return session && { access: session.access, session };
  }

  return {
    tokenAccess,
    admit(request, needs, origin) {
      if (needs === "open") return undefined;
      const caller = callerOf(request);
      if (!caller)
        throw new CasementError(
          "unauthorized",
          "Send the hub's token as `Authorization: Bearer …`, or open the one-time link that the hub gives, in a browser.",
        );
      if (needs === "full" && caller.access === "read")
        throw new CasementError("forbidden", "This token may only read. Use the hub's full token.");
      if (caller.session && !isSafe(request.method)) requireSameOrigin(request, origin);
      return caller;
    },
  };
}

const isSafe = (method: string): boolean => method === "GET" || method === "HEAD";

/** A browser must say that the request comes from our own page. @throws CasementError `forbidden` */
export function requireSameOrigin(request: Request, origin: string): void {
  const site = request.headers.get("sec-fetch-site");
  if (site === null ? request.headers.get("origin") === origin : site === "same-origin") return;
  throw new CasementError("forbidden", "The request does not come from the hub's own page. Use the page, or send the token.");
}
