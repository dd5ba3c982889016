import type { DemoHousehold } from "../../harness/demo-household.ts";
import type { MosquittoBroker } from "../../harness/mosquitto-broker.ts";
import type { AcceptanceRun } from "../../harness/run-acceptance.ts";
import type { HomeAssistant } from "../home-assistant.ts";

/** Passed to every check. */
export interface CheckContext {
  readonly ha: HomeAssistant;
  readonly broker: MosquittoBroker;
  readonly household: DemoHousehold;
  readonly ok: AcceptanceRun["ok"];
}
