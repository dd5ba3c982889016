import { CasementError } from "@casement/core";
import type { RouteAccess } from "../route.ts";
import type { AuthenticatedClient } from "./authenticated-client.ts";
import type { BrowserSession, BrowserSessions } from "./browser-sessions.ts";
import { isSameSecret } from "./secret-hash.ts";
import type { SessionCookie } from "./session-cookie.ts";

export interface AccessControlOptions {
  readonly token: string;
  readonly readToken: string | undefined;
  readonly sessions: BrowserSessions;
  readonly cookie: SessionCookie;
}

/** Decides which client may call which route. */
export interface AccessControl {
  /** The access that a token gives, sent as a bearer token or typed into the dashboard. */
  accessOfToken(token: string): BrowserSession["access"] | undefined;
  /** `origin`: the hub's origin that the request was sent to. @throws CasementError `unauthorized`, `forbidden` */
  authorize(request: Request, required: RouteAccess, origin: string): AuthenticatedClient | undefined;
}

export function createAccessControl({ token, readToken, sessions, cookie }: AccessControlOptions): AccessControl {
  const accessOfToken = (candidate: string): BrowserSession["access"] | undefined => {
    if (isSameSecret(candidate, token)) return "full";
    return readToken !== undefined && isSameSecret(candidate, readToken) ? "read" : undefined;
  };

  function clientOf(request: Request): AuthenticatedClient | undefined {
    const authorization = request.headers.get("authorization");
    if (authorization !== null) {
      const access = accessOfToken(/^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? "");
      if (access) return { access, session: undefined };
      throw new CasementError(
        "unauthorized",
        "The token is not valid for this hub. Send the token from http.token, or the one that the hub printed when it started.",
      );
    }
    const secret = cookie.read(request);
    const session = secret === undefined ? undefined : sessions.find(secret);
    return session && { access: session.access, session };
  }

  return {
    accessOfToken,
    authorize(request, required, origin) {
      if (required === "open") return undefined;
      const client = clientOf(request);
      if (!client)
        throw new CasementError(
          "unauthorized",
          "The request has no token. Send the hub's token as `Authorization: Bearer …`, or open a one-time link from the hub in a browser.",
        );
      if (required === "full" && client.access === "read")
        throw new CasementError("forbidden", "This token has read-only access. Use the hub's full token.");
      if (client.session && !isSafeMethod(request.method)) requireSameOrigin(request, origin);
      return client;
    },
  };
}

const isSafeMethod = (method: string): boolean => method === "GET" || method === "HEAD";

/** Requires that the browser sent the request from the dashboard (CSRF). @throws CasementError `forbidden` */
export function requireSameOrigin(request: Request, origin: string): void {
  const site = request.headers.get("sec-fetch-site");
  if (site === null ? request.headers.get("origin") === origin : site === "same-origin") return;
  throw new CasementError("forbidden", "The request comes from a page of another origin. Use the dashboard, or send the hub's token.");
}
