import type { EntraContext, BrowserSession } from "./entra-context.ts";

const cookieName = "ESTSAUTHPERSISTENT";

/** The session of this browser, or a new one that is kept once somebody has signed in. */
export function openBrowserSession(context: EntraContext, request: Request): { session: BrowserSession; keep(response: Response): Response } {
  const id = sessionId(request);
  const known = id === undefined ? undefined : context.browserSessions.get(id);
  const session = known ?? { users: new Map() };
  return {
    session,
    keep(response) {
      if (known || session.users.size === 0) return response;
      const fresh = context.random.opaque(24);
      context.browserSessions.set(fresh, session);
      response.headers.append("set-cookie", `${cookieName}=${fresh}; Path=/; HttpOnly; SameSite=Lax`);
      return response;
    },
  };
}

export function endBrowserSession(context: EntraContext, request: Request): string {
  const id = sessionId(request);
  if (id !== undefined) context.browserSessions.delete(id);
  return `${cookieName}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;
}

function sessionId(request: Request): string | undefined {
  return new RegExp(`(?:^|;\\s*)${cookieName}=([\\w-]+)`).exec(request.headers.get("cookie") ?? "")?.[1];
}
