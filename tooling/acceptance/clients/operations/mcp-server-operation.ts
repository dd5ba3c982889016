import type { Emulator } from "@casement/graph-emulator";
import type { ClientOperation, KeptResults } from "../operation.ts";
import type { CallTool } from "../run-mcp-server.ts";

export interface McpServerWorld {
  readonly call: CallTool;
  readonly emulator: Emulator;
  signIn(): Promise<unknown>;
}

export interface McpServerOperation extends ClientOperation {
  readonly tool?: string;
  readonly input?: object | ((kept: KeptResults) => object);
  /** For what needs more than one call of a tool. */
  readonly does?: (world: McpServerWorld, kept: KeptResults) => Promise<unknown>;
}
