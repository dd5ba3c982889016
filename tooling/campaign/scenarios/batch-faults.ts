import type { FaultAction, FaultRule } from "../harness/fault-proxy.ts";
import type { ScenarioGroup } from "./fault-scenario.ts";
import { changeParts, errorBody, respondWith } from "./graph-rules.ts";
import { type ObservedFault, observeFault } from "./observe-fault.ts";

const whole =
  (action: FaultAction): FaultRule =>
  ({ batch }) =>
    batch && action;
const unavailable = JSON.parse(errorBody("ServiceUnavailable"));

const faults: readonly ObservedFault[] = [
  { name: "no-responses", rule: whole(respondWith(200, "{}")) },
  { name: "empty-responses", rule: changeParts(() => []) },
  { name: "one-missing", rule: changeParts((parts) => parts.slice(1)) },
  { name: "ids-twice", rule: changeParts((parts) => [...parts, ...parts]), unnoticed: true },
  { name: "reversed", rule: changeParts((parts) => [...parts].reverse()), unnoticed: true },
  { name: "wrong-ids", rule: changeParts((parts) => parts.map((part, i) => ({ ...part, id: `x${i}` }))) },
  { name: "status-as-text", rule: changeParts((parts) => parts.map((part) => ({ ...part, status: String(part.status) }))) },
  { name: "no-headers", rule: changeParts((parts) => parts.map(({ headers: _, ...part }) => part)), unnoticed: true },
  { name: "body-as-text", rule: changeParts((parts) => parts.map((part) => ({ ...part, body: JSON.stringify(part.body) }))) },
  { name: "400", rule: whole(respondWith(400, errorBody("BadRequest"))) },
  { name: "404", rule: whole(respondWith(404, errorBody("NotFound"))) },
  { name: "parts-503", rule: changeParts((parts) => parts.map(({ id }) => ({ id, status: 503, headers: {}, body: unavailable }))) },
  { name: "stalled", rule: whole({ kind: "stall" }), lasts: 70, recovers: 120, stop: ({ proxy }) => proxy.drop() },
];

/** `$batch` in ways that its documentation does not have. */
export const batchFaults: ScenarioGroup = { name: "batch", shared: {}, scenarios: faults.map(observeFault) };
