export type { AccessToken, GetToken } from "./access-tokens.ts";
export { createGateway, type Gateway, type GatewayCall, type GatewayOptions } from "./gateway.ts";
export type { GraphCost } from "./graph-metrics.ts";
export type { Workload } from "./workload.ts";
