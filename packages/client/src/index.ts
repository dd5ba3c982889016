export type {
  AccountPlugin,
  FieldProblem,
  HubAccount,
  HubEvent,
  HubPlugin,
  HubProblem,
  HubSensor,
  HubService,
  ItemUse,
  SensorPresentation,
} from "./api-types.generated.ts";
export { createHubClient, type HubClient } from "./create-hub-client.ts";
export type { FollowOptions, HubMessage, TimerSource } from "./follow-hub.ts";
export { HubError } from "./hub-error.ts";
export type { HubConnection } from "./request-hub.ts";
export type { AccountPluginClient, EventOf, SensorOf, TypedPlugin } from "./typed-plugin.ts";
