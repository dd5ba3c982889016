import { sessionLifetime } from "./browser-sessions.ts";

/** The name contains the port: cookies are shared by all ports of a machine, and several hubs may run on one. */
export interface SessionCookie {
  read(request: Request): string | undefined;
  /** Returns the `Set-Cookie` header for a session. Without a secret it deletes the cookie. `origin`: the hub's origin of the request. */
  write(secret: string | undefined, origin: string): string;
}

export function createSessionCookie(port: number): SessionCookie {
  const name = `casement-${port}`;
  return {
    read(request) {
      const pairs = request.headers.get("cookie")?.split(/; */) ?? [];
      return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
    },
    write(secret, origin) {
      const secure = origin.startsWith("https:") ? "; Secure" : "";
      const maxAge = secret === undefined ? 0 : sessionLifetime / 1000;
      return `${name}=${secret ?? ""}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAge}${secure}`;
    },
  };
}
