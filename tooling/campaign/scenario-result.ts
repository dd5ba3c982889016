export interface ScenarioResult {
  readonly group: string;
  readonly name: string;
  readonly expected: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  /** False also when the scenario could not be run to its end. */
  readonly recovered: boolean;
  /** From the end of the fault until everything was announced and fresh. */
  readonly seconds: number | undefined;
  /** What was not as it must be. */
  readonly faults: readonly string[];
  readonly remarks: readonly string[];
  readonly byDesign: string | undefined;
  /** Why it was not run. */
  readonly skipped: string | undefined;
  readonly took: number;
}
