import type { AccessGrant } from "./access-grant.ts";

/** The sender of a request: a program with a bearer token, a browser with a session, or a person whom Home Assistant has signed in. */
export interface AuthenticatedClient {
  /** `change`: of a program that calls services and cannot manage the hub. */
  readonly access: "full" | "change" | "read";
  /** Of the session, or of the program or AI agent. */
  readonly grant: AccessGrant | undefined;
}
