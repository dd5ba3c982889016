export { createHttp, type Http } from "./create-http.ts";
export type { HttpOptions } from "./http-options.ts";
export type { McpEndpoint } from "./mcp-endpoint.ts";
export { type HttpServer, serveHttp } from "./serve-http.ts";
export type { SetUp, SetUpAccount } from "./set-up/set-up.ts";
