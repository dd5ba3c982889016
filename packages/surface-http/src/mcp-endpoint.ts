/** The Model Context Protocol over HTTP, as far as this surface knows it. */
export interface McpEndpoint {
  /** `body`: that of a POST, as JSON. */
  fetch(request: Request, access: "full" | "read", body?: unknown): Promise<Response>;
}
