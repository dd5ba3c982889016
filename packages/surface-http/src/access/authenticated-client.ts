import type { BrowserSession } from "./browser-sessions.ts";

/** The sender of a request: a program with a bearer token, or a browser with a session. */
export interface AuthenticatedClient {
  readonly access: "full" | "read";
  readonly session: BrowserSession | undefined;
}
