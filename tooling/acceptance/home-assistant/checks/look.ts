import type { Acceptance } from "../../household/acceptance.ts";
import type { Household } from "../../household/demo-household.ts";
import type { HomeAssistant } from "../home-assistant.ts";

/** What every check is given. */
export interface Look {
  readonly ha: HomeAssistant;
  readonly household: Household;
  readonly ok: Acceptance["ok"];
}
