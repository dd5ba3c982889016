import type { Clock, Logger } from "@casement/core";
import type { McpConfig } from "@casement/host/config";
import type { AgentPrompt } from "./prompts/agent-prompt.ts";

/** The block `mcp:` of the config file, and what a program adds. */
export interface McpOptions extends McpConfig {
  version?: string | undefined;
  /** Default: none. */
  prompts?: readonly AgentPrompt[] | undefined;
  clock?: Clock | undefined;
  /** Default: warnings and errors to standard error. */
  log?: Logger | undefined;
}

/** `read`: only tools that do not change anything. */
export type McpAccess = "full" | "read";
