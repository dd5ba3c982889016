import type { Sensor } from "../api/api-types.ts";

/**
 * What the hub's errors mean, in one language. `{detail}` is the hub's own text, in English: only where it says what the code does not, such as the
 * line of a mistake. Other names in braces are facts of the error.
 */
export interface ProblemTexts {
  /** By `code`. */
  readonly codes: Readonly<Record<string, string>>;
  /** By `code/reason`: why, where `details.reason` says it. Follows the text of the code in place of the hub's own. */
  readonly reasons: Readonly<Record<string, string>>;
  /** A `graph-error` that is an answer of Microsoft, which `{refusal}` has: its status and Graph's code. `forbidden`: status 403. */
  readonly refused: Readonly<Record<"forbidden" | "other", string>>;
  /** Why the value of a sensor is not there yet, by `errorReason`. */
  readonly waiting: Readonly<Record<NonNullable<Sensor["errorReason"]>, string>>;
  /** Why a sensor is not live, by `livenessCode`. */
  readonly liveness: Readonly<Record<NonNullable<Sensor["livenessCode"]>, string>>;
  /** What is wrong with a field, by its `rule`. */
  readonly rules: Readonly<Record<string, string>>;
  /** An input of which no field is named. */
  readonly input: string;
  /** A field that breaks another rule. */
  readonly field: string;
  /** Another code. */
  readonly other: string;
}
