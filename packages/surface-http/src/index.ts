export { createHttpSurface, type HttpSurface } from "./create-http-surface.ts";
export type { HttpOptions } from "./http-options.ts";
export type { McpEndpoint } from "./mcp-endpoint.ts";
export { type HttpServer, serveHttp } from "./serve-http.ts";
export type { AccountSetup, NewAccount } from "./setup/account-setup.ts";
