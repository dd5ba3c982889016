import { parse, serialize } from "hono/utils/cookie";
import type { RequestPlace } from "../addresses/request-place.ts";
import { sessionLifetime } from "./access-store.ts";

/** The name contains the port: cookies are shared by all ports of a machine, and several hubs may run on one. */
export interface SessionCookie {
  readonly name: string;
  read(request: Request): string | undefined;
  /** Returns the `Set-Cookie` header for a session. Without a secret it deletes the cookie. */
  write(secret: string | undefined, place: RequestPlace): string;
}

export function createSessionCookie(port: number): SessionCookie {
  const name = `casement-${port}`;
  return {
    name,
    read(request) {
      return parse(request.headers.get("cookie") ?? "", name)[name];
    },
    write(secret, { origin, basePath }) {
      const maxAge = secret === undefined ? 0 : sessionLifetime / 1000;
      const secure = origin.startsWith("https:");
      return serialize(name, secret ?? "", { path: basePath || "/", httpOnly: true, sameSite: "Strict", maxAge, secure });
    },
  };
}
