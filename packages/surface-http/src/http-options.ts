import type { Clock, Logger } from "@casement/core";
import type { RecentLog } from "@casement/host";
import type { GrantKind } from "./access/access-grant.ts";
import type { IngressOptions } from "./addresses/trusted-proxies.ts";
import type { McpEndpoint } from "./mcp-endpoint.ts";
import type { MountedSurface } from "./mount/mounted-surface.ts";
import type { NotificationFetch } from "./notifications/test-notifications.ts";
import type { DocumentClient } from "./oauth/client-document.ts";
import type { CreateBackup } from "./routes/backup-routes.ts";
import type { AccountSetup } from "./setup/account-setup.ts";
import type { WebhookSetup } from "./setup/webhook-setup.ts";
import type { WebhookEndpoint } from "./webhook-endpoint.ts";

export interface HttpOptions {
  /** The address to listen on. Default: 127.0.0.1, and ::1 if the machine has it. An address that other machines can reach requires `publicUrl`. */
  host?: string | undefined;
  /** Default: 8365. 0 selects a free port. */
  port?: number | undefined;
  /**
   * The address at which other machines reach the hub, such as that of a reverse proxy. It can have a path, whether the proxy removes the path or
   * passes it on.
   */
  publicUrl?: string | undefined;
  /** IP addresses and networks of proxies whose `X-Forwarded-*` headers are believed. Default: none. */
  trustedProxies?: readonly string[] | undefined;
  /** Home Assistant's ingress, whose people need no sign-in of the hub. Default: none. */
  ingress?: IngressOptions | undefined;
  /** Bearer token with full access. Default: a random token. */
  token?: string | undefined;
  /** Bearer token with read-only access, for example for wall displays and Prometheus. */
  readToken?: string | undefined;
  /** Folder with the dashboard's files. */
  staticFolder?: string | undefined;
  /** Rewrites the addresses that a browser is sent to. For the emulator. */
  browserUrl?: ((url: string) => string) | undefined;
  /** Lets the dashboard add accounts to the configuration. */
  accountSetup?: AccountSetup | undefined;
  /** Makes a backup of the hub. */
  backup?: CreateBackup | undefined;
  /** Serves `/mcp`, protected by the same tokens: the result of `createMcpSurface` from @casement/surface-mcp. */
  mcp?: McpEndpoint | undefined;
  /** Whether the read-only token and read-only sessions may use `/mcp`, whose tools also read mails and chats. Default: false. */
  mcpReadToken?: boolean | undefined;
  /** Fetches the documents of programs that connect to `/mcp` by OAuth. Default: over HTTPS, never from a private network. */
  documentClient?: DocumentClient | undefined;
  /**
   * Receives change notifications of Microsoft Graph at `publicUrl`, which Microsoft must reach by https. `safetyInterval`: how often to read in
   * case that one is lost; default: `10m`. Default: none, everything is polled.
   */
  notifications?: { readonly safetyInterval?: string | undefined } | undefined;
  /** Sends the test of the address for notifications. Default: the global `fetch`. */
  notificationFetch?: NotificationFetch | undefined;
  /** Shows and tests webhooks: the result of `createWebhookSurface` from @casement/surface-webhooks. */
  webhooks?: WebhookEndpoint | undefined;
  /** Lets the dashboard add, change and remove webhooks. */
  webhookSetup?: WebhookSetup | undefined;
  /** Parts of the interface that other packages serve, such as CalDAV. */
  mounts?: readonly MountedSurface[] | undefined;
  /** Kinds of grants besides those of `mounts`: of surfaces that are not configured, with what to do. */
  grantKinds?: readonly GrantKind[] | undefined;
  /** Shown by `/api/health`. */
  version?: string | undefined;
  /** The latest lines of the log, for the log page and diagnostics. Create it with `createRecentLog`. */
  recentLog?: RecentLog | undefined;
  /** A newer version of the program, for `/api/health`. */
  newVersion?: (() => string | undefined) | undefined;
  clock?: Clock | undefined;
  /** Default: warnings and errors to standard error. Requests are logged at level `debug`. */
  log?: Logger | undefined;
}

export const defaultPort = 8365;
