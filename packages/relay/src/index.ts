export { connectToRelay, type RelayConnection, type RelayConnectionOptions } from "./client/connect-to-relay.ts";
export type { RelayFetch } from "./client/open-relay-stream.ts";
export { createRelayKeys, openRelayKeys, type RelayKeys } from "./client/relay-keys.ts";
export type { RelayDetails, RelayReceiver } from "./client/relay-receiver.ts";
export { createRelay, type RelayServer } from "./server/create-relay.ts";
export type { RelayCounts } from "./server/relay-counts.ts";
export type { RelayOptions } from "./server/relay-options.ts";
