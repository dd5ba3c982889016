export type { AccessToken, GetToken } from "./access-tokens.ts";
export { createGateway, type GatewayOptions, type GraphCaller, type GraphGateway } from "./gateway.ts";
export { describeClockError, sizeOfClockError } from "./graph-clock.ts";
export { createGraphMetrics, type GraphCost, type GraphMetrics } from "./graph-metrics.ts";
export type { GraphVerdict } from "./graph-verdicts.ts";
export type { Workload } from "./workload.ts";
