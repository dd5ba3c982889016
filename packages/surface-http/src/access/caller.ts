import type { Session } from "./sessions.ts";

/** Who asks: with a bearer token, or a browser with its session. */
export interface Caller {
  readonly access: "full" | "read";
  readonly session: Session | undefined;
}
