import { CasementError } from "@casement/core";
import type { RequestPlace } from "../addresses/request-place.ts";
import { accessTokenPrefix, type ProgramTokens } from "../oauth/program-tokens.ts";
import type { RouteAccess } from "../route.ts";
import type { AccessGrant } from "./access-grant.ts";
import type { AccessStore } from "./access-store.ts";
import { agentKindName } from "./agent-kind.ts";
import type { AuthenticatedClient } from "./authenticated-client.ts";
import { wallKindName } from "./browser-kinds.ts";
import { createDisplayRefusal } from "./client-visibility.ts";
import type { GuessLimit } from "./guess-limit.ts";
import { programKind } from "./program-kind.ts";
import { isSameSecret } from "./secret-hash.ts";
import type { SessionCookie } from "./session-cookie.ts";

/** The header with the session's key. Other ports of the host name receive the cookie, but never this header. */
export const sessionKeyHeader = "Casement-Session-Key";

export interface AccessControlOptions {
  readonly token: string;
  readonly readToken: string | undefined;
  readonly store: AccessStore;
  readonly cookie: SessionCookie;
  readonly guesses: GuessLimit;
  /** Of programs that connected by OAuth. */
  readonly tokens: ProgramTokens;
}

/** Decides which client may call which route. */
export interface AccessControl {
  /** The access that a token of the configuration gives, sent as a bearer token or typed into the dashboard. */
  accessOfToken(token: string, place: RequestPlace): "full" | "read" | undefined;
  /** The grant of the browser's session. */
  sessionOf(request: Request): AccessGrant | undefined;
  /** @throws CasementError `unauthorized`, `forbidden`, `too-many-attempts` */
  authorize(request: Request, required: RouteAccess, place: RequestPlace): AuthenticatedClient | undefined;
}

export function createAccessControl({ token, readToken, store, cookie, guesses, tokens }: AccessControlOptions): AccessControl {
  const accessOfToken: AccessControl["accessOfToken"] = (candidate, place) => {
    if (!guesses.allows(place)) return undefined;
    if (isSameSecret(candidate, token)) return "full";
    return readToken !== undefined && isSameSecret(candidate, readToken) ? "read" : undefined;
  };

  function sessionOf(request: Request): AccessGrant | undefined {
    const secret = cookie.read(request);
    const key = request.headers.get(sessionKeyHeader);
    return secret === undefined || key === null ? undefined : store.find(secret, key);
  }

  /** AI agents have a token of their own, which opens only what is for them, and programs one that opens everything else. */
  function granteeOf(secret: string, required: RouteAccess): AuthenticatedClient | undefined {
    const isForAgents = required === "agent";
    const grant = (isForAgents ? tokens.grantOf(secret) : undefined) ?? store.find(secret);
    if (grant?.kind !== (isForAgents ? agentKindName : programKind.kind)) return undefined;
    return { access: grant.access === "change" && !isForAgents ? "change" : "read", grant };
  }

  function clientOf(request: Request, required: RouteAccess, place: RequestPlace): AuthenticatedClient | undefined {
    const authorization = request.headers.get("authorization");
    if (authorization !== null) {
      const secret = /^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? "";
      const grantee = granteeOf(secret, required);
      if (grantee) return grantee;
      // Nobody can guess one, and all of them end after an hour.
      if (secret.startsWith(accessTokenPrefix))
        throw new CasementError("unauthorized", "The access token has expired, or its access has ended. Refresh it, or connect again.");
      const access = accessOfToken(secret, place);
      if (access) return { access, grant: undefined };
      const wrong = new CasementError(
        "unauthorized",
        "The token is not valid for this hub. Send the token from http.token, or the one that the hub printed when it started.",
      );
      throw guesses.failed(place, wrong);
    }
    if (place.visit) return { access: place.visit.access, grant: undefined };
    const grant = sessionOf(request);
    return grant && { access: grant.access === "full" ? "full" : "read", grant };
  }

  return {
    accessOfToken,
    sessionOf,
    authorize(request, required, place) {
      if (required === "open") return undefined;
      const client = clientOf(request, required, place);
      if (!client)
        throw new CasementError(
          "unauthorized",
          "The request has no token. Send the hub's token as `Authorization: Bearer …`, or open a one-time link from the hub in a browser.",
        );
      if (client.grant?.kind === wallKindName && (required === "read" || required === "agent")) throw createDisplayRefusal(client.grant);
      const mayTick = required === "tick" && (client.grant?.mayTick ?? []).length > 0;
      if (!forReaders.includes(required) && client.access === "read" && !mayTick)
        throw new CasementError("forbidden", readOnlyTextOf(client), { details: { reason: "read-only" } });
      if (required === "full" && client.access === "change")
        throw new CasementError("forbidden", "The token of a program cannot manage the hub. Use the dashboard, or the hub's full token.", {
          details: { reason: "program" },
        });
      const isBrowser = !request.headers.has("authorization");
      if (isBrowser && !isSafeMethod(request.method)) requireSameOrigin(request, place.origin);
      return client;
    },
  };
}

const forReaders: readonly RouteAccess[] = ["read", "agent", "display"];

const readOnlyTextOf = ({ grant }: AuthenticatedClient): string =>
  grant?.kind === wallKindName
    ? "This display has read-only access. Change things in another browser, or add its access again with the lists that it may tick."
    : "This token has read-only access. Use one that may change.";

const isSafeMethod = (method: string): boolean => method === "GET" || method === "HEAD";

/** Requires that the browser sent the request from the dashboard (CSRF). @throws CasementError `forbidden` */
export function requireSameOrigin(request: Request, origin: string): void {
  const site = request.headers.get("sec-fetch-site");
  if (site === null ? request.headers.get("origin") === origin : site === "same-origin") return;
  throw new CasementError("forbidden", "The request comes from a page of another origin. Use the dashboard, or send the hub's token.", {
    details: { reason: "other-origin" },
  });
}
