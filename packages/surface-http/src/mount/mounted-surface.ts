import type { AccessGrant, AddressOf, GrantKind } from "../access/access-grant.ts";

/** A part of the HTTP interface that another package serves, with grants of its own. */
export interface MountedSurface {
  /** Paths of the hub, with everything below those that end with a slash: `/dav/`, `/.well-known/caldav`. */
  readonly paths: readonly string[];
  readonly grantKinds: readonly GrantKind[];
  /** Every method. A `CasementError` that it throws is answered as problem details; `unauthorized` asks for a password (Basic). */
  handle(request: MountedRequest): Response | Promise<Response>;
}

/** One request, and what the HTTP interface knows of it. */
export interface MountedRequest {
  readonly request: Request;
  /** The path within the hub, percent-encoded as it was sent: `/dav/calendars/home/`. */
  readonly path: string;
  /** Begins every path in responses: empty, or `/casement` behind a proxy that shows the hub there. */
  readonly basePath: string;
  /**
   * The grant whose secret is the password, and whose account is the user name (RFC 7617).
   * @throws CasementError `forbidden` where others could read the password, `unauthorized`, `too-many-attempts`
   */
  basicGrant(kind: string): AccessGrant;
  /** The grant of a secret in the address. @throws CasementError `not-found`, `too-many-attempts` */
  secretGrant(kind: string, secret: string): AccessGrant;
  /** The absolute address for a path of the hub. */
  readonly addressOf: AddressOf;
}
