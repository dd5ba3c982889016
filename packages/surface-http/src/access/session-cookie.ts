import { sessionLife } from "./sessions.ts";

/** Cookies do not tell ports apart, so the name does: several hubs may run on one machine. */
export interface SessionCookie {
  read(request: Request): string | undefined;
  /** `Set-Cookie` for a session; without a secret it takes the cookie away. `origin` is the one spoken to. */
  write(secret: string | undefined, origin: string): string;
}

export function sessionCookie(port: number): SessionCookie {
  const name = `casement-${port}`;
  return {
    read(request) {
      const parts = request.headers.get("cookie")?.split(/; */) ?? [];
      return parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
    },
    write(secret, origin) {
      const secure = origin.startsWith("https:") ? "; Secure" : "";
      const life = secret === undefined ? 0 : sessionLife / 1000;
      return `${name}=${secret ?? ""}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${life}${secure}`;
    },
  };
}
