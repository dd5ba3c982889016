import type { Clock, Logger } from "@casement/core";
import type { McpEndpoint } from "./mcp-endpoint.ts";
import type { SetUp } from "./set-up/set-up.ts";

export interface HttpOptions {
  /** Where to listen. Default 127.0.0.1, and ::1 where the machine has it. Anything beyond this machine needs `publicUrl`. */
  host?: string | undefined;
  /** Default 8365; 0 takes a free one. */
  port?: number | undefined;
  /** Address by which others reach the hub, such as that of a reverse proxy. */
  publicUrl?: string | undefined;
  /** Bearer token for everything. Made at random when left out. */
  token?: string | undefined;
  /** Bearer token that may only read: wall displays, Prometheus. */
  readToken?: string | undefined;
  /** Folder with the dashboard's files. */
  statics?: string | undefined;
  /** File (mode 0600) in which browser sessions outlive a restart, as hashes. Left out: they end with the process. */
  sessionFile?: string | undefined;
  /** Changes an address that a browser is sent to; for the emulator. */
  browserUrl?: ((url: string) => string) | undefined;
  /** Lets the dashboard add accounts to the configuration. */
  setUp?: SetUp | undefined;
  /** Answers at `/mcp`, behind the same tokens: what `createMcpSurface` of @casement/surface-mcp gives. */
  mcp?: McpEndpoint | undefined;
  /** Shown by `/api/health`. */
  version?: string | undefined;
  clock?: Clock | undefined;
  /** Default: warnings and errors to standard error. Requests are `debug`. */
  log?: Logger | undefined;
}

export const defaultPort = 8365;
