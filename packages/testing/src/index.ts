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
export type { ContractOptions, Example } from "./contract/contract-options.ts";
export { coreMap, leastPrivilege, type PermissionSource, type Replay, type ReplayedCall } from "./contract/least-privilege.ts";
export type { PermissionException } from "./contract/permission-exception.ts";
export { testPlugin } from "./contract/test-plugin.ts";
export { createTestHost, type TestHost, type TestHostOptions } from "./create-test-host.ts";
export { readmeWithTables } from "./readme/readme-with-tables.ts";
export { type GraphRecorder, type GraphRecording, type RecordedExchange, recordGraph } from "./recording/record-graph.ts";
export { replayedArea } from "./recording/replayed-area.ts";
