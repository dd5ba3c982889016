import type { AgentClient } from "./access/agent-kind.ts";

/** The part of an MCP server (Model Context Protocol over HTTP) that this package uses. */
export interface McpEndpoint {
  /** `body`: the parsed JSON body of a POST request. */
  fetch(request: Request, client: AgentClient, body?: unknown): Promise<Response>;
  /** Ends the connections of an access that has ended. */
  endClient(name: string): Promise<void>;
}
