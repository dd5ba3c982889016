import type { EntraContext, Session } from "./state.ts";

const cookieName = "ESTSAUTHPERSISTENT";

/** The session of this browser, or a new one that is kept once somebody has signed in. */
export function browserSession(context: EntraContext, request: Request): { session: Session; keep(response: Response): Response } {
  const id = sessionId(request);
  const known = id === undefined ? undefined : context.sessions.get(id);
  const session = known ?? { users: new Map() };
  return {
    session,
    keep(response) {
      if (known || session.users.size === 0) return response;
      const fresh = context.random.opaque(24);
      context.sessions.set(fresh, session);
      response.headers.append("set-cookie", `${cookieName}=${fresh}; Path=/; HttpOnly; SameSite=Lax`);
      return response;
    },
  };
}

export function endSession(context: EntraContext, request: Request): string {
  const id = sessionId(request);
  if (id !== undefined) context.sessions.delete(id);
  return `${cookieName}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;
}

function sessionId(request: Request): string | undefined {
  return new RegExp(`(?:^|;\\s*)${cookieName}=([\\w-]+)`).exec(request.headers.get("cookie") ?? "")?.[1];
}
