import type { HouseholdOptions, RunningHousehold } from "../harness/running-household.ts";

/** What some scenarios need beyond Node.js. */
export type ScenarioNeed = "mosquitto" | "faketime" | "mount" | "openssl";

export interface FaultScenario {
  /** Unique within its group. */
  readonly name: string;
  readonly needs?: readonly ScenarioNeed[];
  /** Part of the selection that `.ci/run` runs. */
  readonly quick?: true;
  /** The hub does not recover alone, by design: the reason. */
  readonly byDesign?: string;
  run(run: ScenarioRun): Promise<void>;
}

export interface ScenarioGroup {
  readonly name: string;
  readonly needs?: readonly ScenarioNeed[];
  /** All scenarios of the group run on one household, unless one leaves it broken. */
  readonly shared?: HouseholdOptions;
  readonly scenarios: readonly FaultScenario[];
}

/** What a scenario uses, and to what it reports. */
export interface ScenarioRun {
  /** A folder for this scenario alone. */
  readonly folder: string;
  /** Multiplies limits of time: 1 on a quiet machine. */
  readonly factor: number;
  /** The household of the group. */
  shared(): Promise<RunningHousehold>;
  /** A household of its own. It is closed at the end. */
  open(options?: HouseholdOptions): Promise<RunningHousehold>;
  /** Called at the end, also after a failure. */
  cleanUp(work: () => void | Promise<void>): void;
  /** Something that must be true. A sentence that says what is wrong is reported when it is not. */
  check(isTrue: boolean, fault: string): void;
  /**
   * Waits until the journal has announced all changes and every sensor is fresh, and counts what journal, SSE and MQTT lost or announced
   * twice. Omit `seconds` for 60 s. `fresh: false` leaves the sensors out.
   */
  settle(household: RunningHousehold, options?: { seconds?: number; fresh?: boolean }): Promise<void>;
  /** Counts changes and calls that the markers do not cover. */
  count(add: { expected?: number; lost?: readonly string[]; doubled?: readonly string[] }): void;
  /** For the last column of the table. */
  remark(text: string): void;
}
