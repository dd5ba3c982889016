import type { IngressVisit } from "./trusted-proxies.ts";

/** Where a request reached the hub, as its client sees it. */
export interface RequestPlace {
  /** `https://home.example` */
  readonly origin: string;
  /** The path below which the client finds the hub: empty, or `/casement`. Addresses in responses begin with it. */
  readonly basePath: string;
  /** The path of the request in the hub, whether or not a proxy has removed the base path: `/api/health`. */
  readonly path: string;
  /** The same path, as it was sent: names in it can hold any character, percent-encoded. */
  readonly encodedPath: string;
  /** Whether the address was the base path itself. Pages need the slash, because their addresses are relative to it. */
  readonly lacksSlash: boolean;
  /** The network address of the client, if it is known. */
  readonly client: string | undefined;
  /** Whether the client is a program on this machine, as far as anyone can tell. */
  readonly isLocal: boolean;
  /** Whether nobody on the way can read a password: TLS, or this machine. */
  readonly isPrivate: boolean;
  /** Whether the page is shown in a frame of Home Assistant. */
  readonly isIngress: boolean;
  /** Set if Home Assistant has signed in the person who sent the request. */
  readonly visit: IngressVisit | undefined;
  /** The hub's address as a trusted proxy says it, if it can be given to others. */
  readonly sharedBase: string | undefined;
}
