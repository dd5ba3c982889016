/** The part of an MCP server (Model Context Protocol over HTTP) that this package uses. */
export interface McpEndpoint {
  /** `body`: the parsed JSON body of a POST request. */
  fetch(request: Request, access: "full" | "read", body?: unknown): Promise<Response>;
}
