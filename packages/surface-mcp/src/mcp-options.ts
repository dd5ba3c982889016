import type { Clock, Logger } from "@casement/core";
import type { McpConfig } from "@casement/host/config";

/** What the configuration says, and what a program adds. */
export interface McpOptions extends McpConfig {
  version?: string | undefined;
  clock?: Clock | undefined;
  /** Default: warnings and errors to standard error. */
  log?: Logger | undefined;
}

/** `read`: tools that read, nothing else. */
export type McpAccess = "full" | "read";
