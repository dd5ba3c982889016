import type { BrowserSession, EntraContext } from "./entra-context.ts";

const cookieName = "ESTSAUTHPERSISTENT";

/** Returns the Entra session of this browser, or a new one. `keep` stores a new session once a user has signed in. */
export function openBrowserSession(
  context: EntraContext,
  request: Request,
): { session: BrowserSession; keep(response: Response): Response } {
  const id = sessionId(request);
  const existing = id === undefined ? undefined : context.browserSessions.get(id);
  const session = existing ?? { users: new Map(), verified: new Set<string>() };
  return {
    session,
    keep(response) {
      if (existing || session.users.size === 0) return response;
      const newId = context.random.opaque(24);
      context.browserSessions.set(newId, session);
      response.headers.append("set-cookie", `${cookieName}=${newId}; Path=/; HttpOnly; SameSite=Lax`);
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
