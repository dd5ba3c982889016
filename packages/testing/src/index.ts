export {
  type AddedArea,
  type Area,
  type AreaContext,
  type CollectionControl,
  type CollectionOptions,
  createCollectionArea,
  defineRoute,
  GraphFault,
  type GraphRequest,
  type GraphResult,
  okResult,
  type Route,
  type RouteHandler,
} from "@casement/graph-emulator";
export { checkLeastPrivilege, type ReplayedRequest, type RequestReplay } from "./contract/check-least-privilege.ts";
export type { ContractComplaint } from "./contract/contract-check.ts";
export type { ContractOptions, ServiceExample } from "./contract/contract-options.ts";
export type { PermissionException } from "./contract/permission-exception.ts";
export { testPlugin } from "./contract/test-plugin.ts";
export { createTestHost, type TestHost, type TestHostOptions } from "./create-test-host.ts";
export { type DelayedHost, delayHost, type HeldAnswers } from "./delay-host.ts";
export type { StateRig } from "./ports/state-rig.ts";
export { type CallRig, testCallPort } from "./ports/test-call-port.ts";
export { type HostRig, testHostInterface } from "./ports/test-host-interface.ts";
export { testStatePort } from "./ports/test-state-port.ts";
export { readmeWithTables } from "./readme/readme-with-tables.ts";
export { createReplayedArea } from "./recording/create-replayed-area.ts";
export { type GraphRecorder, type GraphRecording, type RecordedExchange, recordGraph } from "./recording/record-graph.ts";
