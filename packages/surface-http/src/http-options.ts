import type { Clock, Logger } from "@casement/core";
import type { McpEndpoint } from "./mcp-endpoint.ts";
import type { AccountSetup } from "./setup/account-setup.ts";

export interface HttpOptions {
  /** The address to listen on. Default: 127.0.0.1, and ::1 if the machine has it. An address that other machines can reach requires `publicUrl`. */
  host?: string | undefined;
  /** Default: 8365. 0 selects a free port. */
  port?: number | undefined;
  /** The address at which other machines reach the hub, such as that of a reverse proxy. */
  publicUrl?: string | undefined;
  /** Bearer token with full access. Default: a random token. */
  token?: string | undefined;
  /** Bearer token with read-only access, for example for wall displays and Prometheus. */
  readToken?: string | undefined;
  /** Folder with the dashboard's files. */
  staticFolder?: string | undefined;
  /** File (mode 0600) that keeps browser sessions across restarts, as hashes. Default: sessions end with the process. */
  sessionFile?: string | undefined;
  /** Rewrites the addresses that a browser is sent to. For the emulator. */
  browserUrl?: ((url: string) => string) | undefined;
  /** Lets the dashboard add accounts to the configuration. */
  accountSetup?: AccountSetup | undefined;
  /** Serves `/mcp`, protected by the same tokens: the result of `createMcpSurface` from @casement/surface-mcp. */
  mcp?: McpEndpoint | undefined;
  /** Shown by `/api/health`. */
  version?: string | undefined;
  clock?: Clock | undefined;
  /** Default: warnings and errors to standard error. Requests are logged at level `debug`. */
  log?: Logger | undefined;
}

export const defaultPort = 8365;
